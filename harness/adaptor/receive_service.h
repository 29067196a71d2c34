/// \file
/// Where an implementation POSTs what is meant for Users, and its commands to devices: the harness's end of the DUIS
/// HTTP binding.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "harness/adaptor/http_server.h"
#include "harness/scenario/estate.h"

namespace hallmark::adaptor {

/// What was POSTed, in the order in which it came.
struct Posted {
  struct ToUser {
    std::string user;
    std::string duis;
  };
  std::vector<ToUser> to_users;
  std::vector<std::string> to_devices;  ///< JSON, as it came
  std::string flood;                    ///< why something was turned away; empty where nothing was
};

/// Listens on loopback, at any free port. A User's URL holds a number and nothing that comes from an estate.
class ReceiveService {
 public:
  /// Throws std::runtime_error where it cannot listen.
  ReceiveService();

  /// The URL of each of these Users, the first 200 of them; those of before are none any more.
  std::map<std::string, std::string> urls_of(const std::vector<scenario::User>& users);
  /// The URL that takes commands.
  std::string device_url() const { return server_.url() + "/devices"; }

  /// What was POSTed since it was last taken.
  Posted take();

 private:
  HttpReply received(const std::string& path, std::string body);

  std::mutex mutex_;
  std::map<std::string, std::string> user_at_;  ///< by path
  Posted posted_;
  std::size_t bytes_ = 0;
  HttpServer server_;  ///< last: it stops before the rest goes
};

}  // namespace hallmark::adaptor
