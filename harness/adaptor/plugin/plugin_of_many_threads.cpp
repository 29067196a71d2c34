// A plug-in for tests: a submit is answered when three more are under way, and gives no answer where its User is
// "none".
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <string>

#include "harness/adaptor/plugin/hallmark_plugin.h"

const unsigned hallmark_plugin_version = HALLMARK_PLUGIN_VERSION;

namespace {

std::mutex mutex;
std::condition_variable changed;
int under_way = 0;

/// Whether four have come here at once, or in all since the last four.
bool four_meet() {
  std::unique_lock lock(mutex);
  const int wanted = under_way / 4 * 4 + 4;
  ++under_way;
  changed.notify_all();
  return changed.wait_for(lock, std::chrono::seconds(20), [&] { return under_way >= wanted; });
}

std::string result_of(const std::string& request) {
  if (request.find("\"method\":\"initialize\"") != std::string::npos)
    return R"({"protocol":1,"implementation":{"name":"many","version":"1"},"statement":{"concurrent":4}})";
  if (request.find("\"method\":\"submit\"") == std::string::npos) return "{}";
  return four_meet() ? R"({"response":"<together/>"})" : R"({"response":"<alone/>"})";
}

}  // namespace

const char* hallmark_plugin_exchange(const char* request, size_t request_length, size_t* response_length) {
  thread_local std::string answer;
  const std::string asked(request, request_length);
  if (asked.find("\"user\":\"none\"") != std::string::npos) return nullptr;
  answer = R"({"jsonrpc":"2.0","id":)" + std::to_string(std::atol(asked.c_str() + asked.find("\"id\":") + 5)) +
           R"(,"result":)" + result_of(asked) + "}";
  *response_length = answer.size();
  return answer.c_str();
}
