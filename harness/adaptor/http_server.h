/// \file
/// A server for POSTs, over HTTP or TLS, bounded in what it takes.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "harness/adaptor/http_client.h"

namespace hallmark::adaptor {

/// Where a server listens.
struct Listening {
  std::string address = "127.0.0.1";
  int port = 0;  ///< 0: any that is free
  /// Of a server over TLS: its certificate and key; `authority` is whose certificates clients have to show, empty: any
  /// client is let in. Without a certificate it speaks HTTP.
  TlsFiles tls = {};
};

struct HttpReply {
  int status = 200;
  std::string content_type = "text/plain";
  std::string body = {};
};

/// Answers one POST, by its path (without a query) and its body. Called from many threads.
using HttpHandler = std::function<HttpReply(const std::string& path, std::string body)>;

/// What a server takes.
struct HttpBounds {
  std::size_t body_bytes_max = std::size_t{16} * 1024 * 1024;
  std::size_t connections_at_once = 32;
  /// False: a connection is for a few requests, and cut off where it sends more than four bodies.
  bool trusts = true;
};

/// Listens from its making to its end.
class HttpServer {
 public:
  /// A connection whose head does not come to its end is closed: the library takes any length and number of lines, so
  /// they are looked at from outside, and a few more than 64 KiB may have been read. Bodies over the bound are answered
  /// 413, compressed ones 415, other methods 405. Throws std::invalid_argument for certificates that cannot be used,
  /// std::runtime_error where it cannot listen there.
  HttpServer(const Listening& listening, HttpHandler handler, const HttpBounds& bounds = {});
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  /// Answers what has arrived, and closes every connection.
  ~HttpServer();

  int port() const;
  /// "http://127.0.0.1:8079", without a slash at its end.
  std::string url() const;

 private:
  class Running;
  std::unique_ptr<Running> running_;
};

}  // namespace hallmark::adaptor
