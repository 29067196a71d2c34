/// \file
/// Xerces-C kept alive while an object of ours needs it.
#pragma once

#include <string>
#include <xercesc/util/XercesDefs.hpp>

namespace hallmark::schema {

/// Initialises the library or joins those who have; the last one to go terminates it. May be made in any thread.
class XercesPlatform {
 public:
  XercesPlatform();
  XercesPlatform(const XercesPlatform&) = delete;
  XercesPlatform& operator=(const XercesPlatform&) = delete;
  ~XercesPlatform();
};

/// The library's text as UTF-8; null as an empty string.
std::string utf8(const XMLCh* text);

}  // namespace hallmark::schema
