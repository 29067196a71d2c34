/// \file
/// The sending half of the DUIS HTTP binding: an implementation whose messages to Users, and commands to devices, are
/// POSTed to the URLs that `initialize` gave.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "harness/adaptor/adaptor.h"
#include "harness/adaptor/http_client.h"

namespace hallmark::adaptor {

/// POSTs in the order in which it is asked to, in a thread of its own. A POST that fails is told of and not repeated.
class Poster {
 public:
  /// What went wrong is written with `complain`, a line at a time, from another thread.
  Poster(HttpOptions options, std::function<void(const std::string&)> complain);
  Poster(const Poster&) = delete;
  Poster& operator=(const Poster&) = delete;
  ~Poster();

  void post(const std::string& to, const std::string& content_type, std::string body);
  /// Comes back when every POST so far has been answered.
  void wait();

 private:
  struct Letter {
    std::string to;
    std::string content_type;
    std::string body;
  };
  void run();
  void send(const Letter& letter);

  HttpOptions options_;
  std::function<void(const std::string&)> complain_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Letter> letters_;  ///< the first is on its way
  bool is_over_ = false;
  std::map<std::string, std::unique_ptr<HttpClient>> clients_;  ///< by server
  std::thread thread_;
};

/// Wraps an implementation. After each operation what it put out is fetched: what has a URL is POSTed, the rest waits
/// for `drain`, which is answered when every POST has been.
class Posting final : public Adaptor {
 public:
  /// `duis_base` is told to who initializes; `receive` holds until somebody initializes with URLs of their own.
  Posting(Adaptor& implementation, std::string duis_base, std::map<std::string, std::string> receive, Poster& poster);
  observation::Observation exchange(const scenario::Stimulus& stimulus) override;

 private:
  void take_effects();
  void keep(observation::Effects effects);

  Adaptor& implementation_;
  std::string duis_base_;
  std::map<std::string, std::string> receive_;  ///< by User, URL
  std::optional<std::string> device_endpoint_;
  Poster& poster_;
  observation::Effects kept_;
};

}  // namespace hallmark::adaptor
