#include "harness/schema/xerces_platform.h"

#include <mutex>
#include <xercesc/util/PlatformUtils.hpp>
#include <xercesc/util/TransService.hpp>

namespace hallmark::schema {

namespace {

/// The library counts its users, but not safely from several threads.
std::mutex& counting() {
  static std::mutex mutex;
  return mutex;
}

}  // namespace

XercesPlatform::XercesPlatform() {
  const std::lock_guard lock(counting());
  xercesc::XMLPlatformUtils::Initialize();
}

XercesPlatform::~XercesPlatform() {
  const std::lock_guard lock(counting());
  xercesc::XMLPlatformUtils::Terminate();
}

std::string utf8(const XMLCh* text) {
  if (text == nullptr || *text == 0) return {};
  const xercesc::TranscodeToStr transcoded(text, "UTF-8");
  return {reinterpret_cast<const char*>(transcoded.str()), transcoded.length()};
}

}  // namespace hallmark::schema
