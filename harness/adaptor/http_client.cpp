#include "harness/adaptor/http_client.h"

#include <fcntl.h>
#include <httplib.h>
#include <sys/socket.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

#include "harness/adaptor/tcp_sockets.h"
#include "harness/adaptor/watchdog.h"

namespace hallmark::adaptor {
namespace {

using Clock = Watchdog::Clock;
using End = HttpAnswer::End;

/// A connection that nobody used for so long may be closed by the other side at any moment; it is made anew.
constexpr std::chrono::milliseconds idle_most{1000};

/// How often an answer under way is looked after: the library bounds neither its time nor the size of its head.
constexpr std::chrono::milliseconds looked_after_every{20};
/// What may come beside the body, however it is framed.
constexpr std::uint64_t head_bytes_max = 1'000'000;

[[noreturn]] void refuse(std::string_view text, const std::string& problem) {
  std::string shown(text.substr(0, 200));
  for (char& c : shown) {
    if (c < ' ' || c > '~') c = '.';
  }
  throw std::invalid_argument("the URL \"" + shown + "\" " + problem);
}

void must_be_there(const std::string& file) {
  if (!file.empty() && !std::filesystem::is_regular_file(file)) {
    throw std::invalid_argument(file + ": no such file");
  }
}

std::string where(const httplib::Error error) {
  return error == httplib::Error::SSLServerVerification ? "its certificate is not trusted for this address"
                                                        : "no connection over TLS came about";
}

}  // namespace

bool Url::is_loopback() const { return host == "localhost" || host == "::1" || host.starts_with("127."); }

Url url(std::string_view text) {
  Url made;
  made.tls = text.starts_with("https://");
  if (!made.tls && !text.starts_with("http://")) refuse(text, "does not begin with http:// or https://");
  for (const char c : text) {
    if (c <= ' ' || c > '~' || c == '#') refuse(text, "has a character that may not stand there");
  }
  const std::size_t host = text.find("//") + 2;
  const std::size_t slash = std::min(text.find('/', host), text.size());
  const std::string_view authority = text.substr(host, slash - host);
  if (authority.find_first_of("@?") != std::string_view::npos)
    refuse(text, "has more than host and port before its path");
  const bool bracketed = authority.starts_with('[');
  const std::size_t end = bracketed ? authority.find(']') : authority.find(':');
  made.host = authority.substr(bracketed ? 1 : 0, end == std::string_view::npos ? end : end - (bracketed ? 1 : 0));
  if (made.host.empty()) refuse(text, "names no host");
  const std::size_t colon = authority.find(':', bracketed && end != std::string_view::npos ? end : 0);
  const std::string_view port = colon == std::string_view::npos ? "1" : authority.substr(colon + 1);
  if (port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != std::string_view::npos ||
      std::stoi(std::string(port)) < 1 || std::stoi(std::string(port)) > 65535) {
    refuse(text, "has no port from 1 to 65535 after its colon");
  }
  made.server = text.substr(0, slash);
  made.path = slash < text.size() ? text.substr(slash) : "/";
  return made;
}

/// The library's client with what it is held to.
class HttpClient::Connection {
 public:
  Connection(const Url& server, HttpOptions options)
      : server_(server.server),
        options_(std::move(options)),
        client_(server.server, options_.tls.certificate, options_.tls.key),
        watchdog_([this] { return look(); }) {
    if (!client_.is_valid()) {
      throw std::invalid_argument(options_.tls.certificate + " and " + options_.tls.key +
                                  " are no certificate and key that belong together (PEM)");
    }
    client_.set_keep_alive(true);
    client_.set_tcp_nodelay(true);
    client_.set_follow_location(false);
    client_.set_decompress(false);
    client_.set_socket_options([this](int socket) { keep_hold_of(socket); });
    client_.set_url_encode(false);
    client_.set_connection_timeout(options_.deadline);
    client_.set_read_timeout(options_.deadline);
    client_.set_write_timeout(options_.deadline);
    if (server.tls) {
      client_.enable_server_certificate_verification(true);
      if (!options_.tls.authority.empty()) client_.set_ca_cert_path(options_.tls.authority);
    }
  }

  HttpAnswer post(const std::string& path, const std::string& content_type, std::string_view body) {
    const auto start = Clock::now();
    if (start - last_used_ > idle_most) client_.stop();
    HttpAnswer answer;
    bool has_begun = false;
    httplib::Request request;
    request.method = "POST";
    request.path = path;
    request.body = body;
    request.headers = {{"Content-Type", content_type}, {"Accept-Encoding", "identity"}};
    request.response_handler = [&](const httplib::Response&) { return has_begun = true; };
    request.content_receiver = [&](const char* data, std::size_t size, std::uint64_t, std::uint64_t) {
      const std::size_t room = options_.answer_bytes_max - answer.bytes.size();
      answer.bytes.append(data, std::min(size, room));
      if (size > room) answer.end = End::too_long;
      return size <= room;
    };
    until_ = start + options_.deadline;
    floods_ = false;
    received_before_ = client_.is_socket_open() != 0 ? bytes_received(client_.socket()) : 0;
    watchdog_.set(std::min(until_, start + looked_after_every));
    const httplib::Result result = client_.send(request);
    watchdog_.call_off();
    const bool is_late = Clock::now() >= until_;
    if (floods_ && !is_late) answer.end = End::too_long;
    last_used_ = Clock::now();
    conclude(answer, result, is_late, has_begun);
    if (answer.end != End::whole) client_.stop();
    return answer;
  }

  void disconnect() { client_.stop(); }

 private:
  /// The library lets nobody stop a connection that is being made, TLS and all: we have a hold of it by ourselves.
  void keep_hold_of(int socket) {
    const std::lock_guard lock(hold_mutex_);
    hold_ = Descriptor(::fcntl(socket, F_DUPFD_CLOEXEC, 0));
    received_before_ = 0;
  }

  /// In the thread of the watchdog. It goes on until it is called off: a connection may still be about to be made.
  std::optional<Clock::time_point> look() {
    const std::lock_guard lock(hold_mutex_);
    const auto now = Clock::now();
    const auto received = hold_.is_open() ? bytes_received(hold_.number()) : 0;
    floods_ = floods_ || received > received_before_ + 2 * options_.answer_bytes_max + head_bytes_max;
    if (hold_.is_open() && (floods_ || now >= until_)) ::shutdown(hold_.number(), SHUT_RDWR);
    const auto again = now + looked_after_every;
    return now < until_ ? std::min(until_, again) : again;
  }

  void conclude(HttpAnswer& answer, const httplib::Result& result, bool is_late, bool has_begun) const {
    if (answer.end == End::too_long) {
      answer.problem = "an answer of more than " + std::to_string(options_.answer_bytes_max) + " bytes";
    } else if (is_late) {
      answer.end = End::timed_out;
      answer.problem = "no whole answer within " + std::to_string(options_.deadline.count()) + " ms";
    } else if (result) {
      answer.status = result->status;
      if (!result->get_header_value("Content-Encoding").empty()) {
        answer.end = End::without_answer;
        answer.problem = "its answer is compressed, which nobody asked for";
      }
    } else {
      explain(answer, result.error(), has_begun);
    }
  }

  void explain(HttpAnswer& answer, httplib::Error error, bool has_begun) const {
    switch (error) {
      case httplib::Error::Connection:
      case httplib::Error::ConnectionTimeout:
        answer.end = End::nobody;
        answer.problem = "nobody listens at " + server_;
        return;
      case httplib::Error::SSLConnection:
      case httplib::Error::SSLLoadingCerts:
      case httplib::Error::SSLServerVerification:
        answer.end = End::not_trusted;
        answer.problem = where(error);
        return;
      default:
        answer.end = End::without_answer;
        answer.problem =
            has_begun ? "its connection closed within its answer" : "its connection closed without an HTTP answer";
    }
  }

  std::string server_;
  HttpOptions options_;
  httplib::Client client_;
  Clock::time_point last_used_{};
  Clock::time_point until_{};  ///< of the POST under way
  std::mutex hold_mutex_;
  Descriptor hold_;                    ///< of the socket of the latest connection
  std::uint64_t received_before_ = 0;  ///< on this connection, by earlier POSTs
  bool floods_ = false;                ///< what the watchdog saw; read when it looks no more
  Watchdog watchdog_;
};

HttpClient::HttpClient(const Url& server, HttpOptions options) {
  for (const auto* file : {&options.tls.authority, &options.tls.certificate, &options.tls.key}) must_be_there(*file);
  // A connection that the other side has closed is an error code like any other.
  std::signal(SIGPIPE, SIG_IGN);
  connection_ = std::make_unique<Connection>(server, std::move(options));
}

HttpClient::~HttpClient() = default;

HttpAnswer HttpClient::post(const std::string& path, const std::string& content_type, std::string_view body) {
  return connection_->post(path, content_type, body);
}

void HttpClient::disconnect() { connection_->disconnect(); }

}  // namespace hallmark::adaptor
