/// \file
/// One HTTP server, POSTed to over one connection that is kept: bounded in time and size, no redirect followed, nothing
/// decompressed. What the server does is a value, never an exception.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "harness/adaptor/child_process.h"

namespace hallmark::adaptor {

/// What a connection over TLS goes by: PEM files, each empty where there is none.
struct TlsFiles {
  std::string authority;    ///< whom to trust; empty: whom the system trusts
  std::string certificate;  ///< who we are; `key` belongs to it
  std::string key;
};

/// A URL, taken apart.
struct Url {
  bool tls = false;
  std::string server;  ///< "http://host:port", as it was written
  std::string path;    ///< from its first slash, "/" where there is none
  std::string host;    ///< without port and brackets
  bool is_loopback() const;
  bool operator==(const Url&) const = default;
};

/// Takes apart "http://host:port/path" or the same with https. Throws std::invalid_argument, in one line, for anything
/// else: another scheme, a user in front of the host, white space or a control character, a `#`.
Url url(std::string_view text);

/// What a server is held to.
struct HttpOptions {
  std::chrono::milliseconds deadline{5000};  ///< for a whole answer, and for the connection
  std::size_t answer_bytes_max = std::size_t{16} * 1024 * 1024;
  TlsFiles tls = {};
  /// As that of ChildOptions: told of every JSON-RPC exchange, as if its messages were lines.
  std::function<void(std::string_view, const Line&, std::chrono::microseconds)> listener = {};
};

/// What came of a POST.
struct HttpAnswer {
  enum class End {
    whole,          ///< a whole answer, whatever its status
    nobody,         ///< nobody listens there, or the connection could not be made
    not_trusted,    ///< the other side's certificate is not trusted, or ours could not be used
    timed_out,      ///< the deadline came first
    too_long,       ///< the answer is longer than was allowed
    without_answer  ///< the connection ended, or what came is no HTTP
  };
  End end = End::whole;
  int status = 0;       ///< of a whole answer
  std::string problem;  ///< in words, where it is not whole
  std::string bytes;    ///< the body as far as it arrived
};

/// Owns a connection. One thread at a time.
class HttpClient {
 public:
  /// Connects when it is first used. Throws std::invalid_argument where a certificate or key cannot be read.
  HttpClient(const Url& server, HttpOptions options);
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  ~HttpClient();

  /// POSTs a body to a path of the server.
  HttpAnswer post(const std::string& path, const std::string& content_type, std::string_view body);

  /// Drops the connection; the next POST makes another.
  void disconnect();

 private:
  class Connection;
  std::unique_ptr<Connection> connection_;
};

}  // namespace hallmark::adaptor
