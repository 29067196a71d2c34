#include "harness/adaptor/receive_service.h"

#include <utility>

namespace hallmark::adaptor {
namespace {

/// What may lie here until it is taken.
constexpr std::size_t bytes_most = std::size_t{64} * 1024 * 1024;
constexpr std::size_t rows_most = 100'000;
/// An object of the protocol has at most 256 members.
constexpr std::size_t users_most = 200;

/// Of the implementation nothing is trusted, not even that its requests have an end.
constexpr HttpBounds bounds{std::size_t{16} * 1024 * 1024, 4, false};

}  // namespace

ReceiveService::ReceiveService()
    : server_(
          Listening{}, [this](const std::string& path, std::string body) { return received(path, std::move(body)); },
          bounds) {}

std::map<std::string, std::string> ReceiveService::urls_of(const std::vector<scenario::User>& users) {
  const std::lock_guard lock(mutex_);
  user_at_.clear();
  std::map<std::string, std::string> urls;
  for (const auto& user : users) {
    if (urls.size() == users_most) break;
    const std::string path = "/users/" + std::to_string(user_at_.size());
    if (!urls.emplace(user.id, server_.url() + path).second) continue;
    user_at_[path] = user.id;
  }
  return urls;
}

Posted ReceiveService::take() {
  const std::lock_guard lock(mutex_);
  bytes_ = 0;
  return std::exchange(posted_, {});
}

HttpReply ReceiveService::received(const std::string& path, std::string body) {
  const std::lock_guard lock(mutex_);
  const auto user = user_at_.find(path);
  if (user == user_at_.end() && path != "/devices") return {404, "text/plain", "nobody receives here\n"};
  const std::size_t rows = posted_.to_users.size() + posted_.to_devices.size();
  if (body.size() > bytes_most - bytes_ || rows >= rows_most) {
    posted_.flood =
        "more than " + std::to_string(rows_most) + " POSTs or " + std::to_string(bytes_most) + " bytes at once";
    return {503, "text/plain", posted_.flood + '\n'};
  }
  bytes_ += body.size();
  if (user != user_at_.end()) {
    posted_.to_users.push_back({user->second, std::move(body)});
  } else {
    posted_.to_devices.push_back(std::move(body));
  }
  return {204, "", ""};
}

}  // namespace hallmark::adaptor
