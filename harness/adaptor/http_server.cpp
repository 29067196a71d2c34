#include "harness/adaptor/http_server.h"

#include <httplib.h>
#include <sys/socket.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

#include "harness/adaptor/tcp_sockets.h"
#include "harness/adaptor/watchdog.h"

namespace hallmark::adaptor {
namespace {

constexpr int idle_seconds = 15;
constexpr std::size_t requests_of_a_connection = 1'000'000'000;
constexpr std::size_t requests_of_a_stranger = 16;

/// How often connections are looked at.
constexpr std::chrono::milliseconds looked_after_every{20};
/// What a head may come to, and what the library reads ahead of it.
constexpr std::uint64_t head_of_request_max = 64 * 1024;
/// What may come beside the body, however it is framed.
constexpr std::size_t head_bytes_max = 1'000'000;

void set_socket_options(socket_t socket) {
  const int yes = 1;  // and no SO_REUSEPORT, with which two servers would share a port unseen
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

std::unique_ptr<httplib::Server> made_server(const TlsFiles& tls) {
  if (tls.certificate.empty()) return std::make_unique<httplib::Server>();
  for (const auto* file : {&tls.certificate, &tls.key, &tls.authority}) {
    if (!file->empty() && !std::filesystem::is_regular_file(*file)) {
      throw std::invalid_argument(*file + ": no such file");
    }
  }
  auto made = std::make_unique<httplib::SSLServer>(tls.certificate.c_str(), tls.key.c_str(),
                                                   tls.authority.empty() ? nullptr : tls.authority.c_str());
  if (!made->is_valid()) {
    throw std::invalid_argument(tls.certificate + " and " + tls.key +
                                " are no certificate and key that belong together (PEM)");
  }
  return made;
}

}  // namespace

/// The library's server, its thread, and what it answers with.
class HttpServer::Running {
 public:
  Running(const Listening& listening, HttpHandler handler, const HttpBounds& bounds)
      : listening_(listening), handler_(std::move(handler)), bounds_(bounds), server_(made_server(listening.tls)) {
    std::signal(SIGPIPE, SIG_IGN);
    server_->set_socket_options(set_socket_options);
    server_->set_tcp_nodelay(true);
    server_->set_keep_alive_max_count(bounds_.trusts ? requests_of_a_connection : requests_of_a_stranger);
    server_->set_keep_alive_timeout(idle_seconds);
    server_->new_task_queue = [this] { return new httplib::ThreadPool(bounds_.connections_at_once); };
    server_->Post("/.*", [this](const httplib::Request& request, httplib::Response& response,
                                const httplib::ContentReader& read) { take(request, response, read); });
    const auto only_post = [](const httplib::Request&, httplib::Response& response) {
      response.status = 405;
      response.set_header("Allow", "POST");
    };
    server_->Get("/.*", only_post).Put("/.*", only_post).Delete("/.*", only_post);
    port_ = listening.port == 0 ? server_->bind_to_any_port(listening.address)
                                : (server_->bind_to_port(listening.address, listening.port) ? listening.port : -1);
    if (port_ <= 0) {
      throw std::runtime_error("cannot listen at " + listening.address + " port " + std::to_string(listening.port) +
                               ": is it taken, or not an address of this machine?");
    }
    thread_ = std::thread([this] { server_->listen_after_bind(); });
    while (!server_->is_running()) std::this_thread::yield();
    guard_.set(Watchdog::Clock::now());
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  ~Running() {
    guard_.call_off();
    server_->stop();
    // The library leaves connections that are kept open to their time-out. What is read from them is at its end from
    // now on; what is written still goes out.
    for (const int socket : sockets_at(port_)) ::shutdown(socket, SHUT_RD);
    thread_.join();
  }

  int port() const { return port_; }
  std::string url() const {
    const bool six = listening_.address.find(':') != std::string::npos;
    return (listening_.tls.certificate.empty() ? "http://" : "https://") +
           (six ? '[' + listening_.address + ']' : listening_.address) + ':' + std::to_string(port_);
  }

 private:
  void take(const httplib::Request& request, httplib::Response& response, const httplib::ContentReader& read) {
    const InBody until_the_end(*this, request.remote_port);
    HttpReply reply;
    std::string body;
    const auto receive = [&](const char* data, std::size_t size) {
      if (size > bounds_.body_bytes_max - body.size()) return false;
      body.append(data, size);
      return true;
    };
    if (request.has_header("Content-Encoding")) {
      reply = {415, "text/plain", "a compressed body is not taken\n"};
    } else if (!read(receive)) {
      reply = {413, "text/plain",
               "a body of more than " + std::to_string(bounds_.body_bytes_max) + " bytes, or half a body\n"};
    } else {
      reply = handler_(request.path, std::move(body));
    }
    response.status = reply.status;
    if (reply.status == 413 || reply.status == 415) response.set_header("Connection", "close");
    if (reply.status != 204) response.set_content(reply.body, reply.content_type);
  }

  /// How far a connection has come.
  struct Progress {
    int looks_missed = 0;     ///< since it was seen, and one
    std::uint64_t turns = 0;  ///< one more where a head has ended and where its request has: odd within a body
    std::uint64_t turns_seen = 0;
    std::uint64_t bytes_seen = 0;  ///< read from it when those turns were first seen
  };

  /// Tells the guard that a head has come to its end, and then its request.
  class InBody {
   public:
    InBody(Running& server, int peer) : server_(server), peer_(peer) { turn(); }
    InBody(const InBody&) = delete;
    InBody& operator=(const InBody&) = delete;
    ~InBody() { turn(); }

   private:
    void turn() {
      const std::lock_guard lock(server_.progress_mutex_);
      ++server_.progress_[peer_].turns;
    }
    Running& server_;
    int peer_;
  };

  std::uint64_t turns_of(int peer) {
    const std::lock_guard lock(progress_mutex_);
    return progress_[peer].turns;
  }

  /// Whether so much of a head was read that it has no end. What is read of a body, or between two looks of more than
  /// one request, is no head: only what was read while nothing turned counts.
  bool has_endless_head(int socket, int peer) {
    const auto before = turns_of(peer);
    const auto bytes = bytes_taken(socket);
    const std::lock_guard lock(progress_mutex_);
    auto& progress = progress_[peer];
    progress.looks_missed = 0;
    if (progress.turns != before || before % 2 != 0) return false;
    if (progress.turns_seen != before) {
      progress.turns_seen = before;
      progress.bytes_seen = bytes;
    }
    return bytes > progress.bytes_seen + head_of_request_max;
  }

  std::optional<Watchdog::Clock::time_point> look() {
    for (const int socket : sockets_at(port_)) {
      const int peer = port_of_peer(socket);
      if (peer == 0) continue;  // the one that listens
      const bool has_too_much = !bounds_.trusts && bytes_received(socket) > 4 * bounds_.body_bytes_max + head_bytes_max;
      if (has_too_much || has_endless_head(socket, peer)) ::shutdown(socket, SHUT_RDWR);
    }
    // Who is not there any more. One that came while we looked is there the next time.
    const std::lock_guard lock(progress_mutex_);
    for (auto at = progress_.begin(); at != progress_.end();) {
      const bool has_gone = ++at->second.looks_missed > 2 && at->second.turns % 2 == 0;
      at = has_gone ? progress_.erase(at) : std::next(at);
    }
    return Watchdog::Clock::now() + looked_after_every;
  }

  Listening listening_;
  HttpHandler handler_;
  HttpBounds bounds_;
  std::unique_ptr<httplib::Server> server_;
  int port_ = 0;
  std::thread thread_;
  std::mutex progress_mutex_;
  std::map<int, Progress> progress_;  ///< of connections, by the port of their other side
  Watchdog guard_{[this] { return look(); }};
};

HttpServer::HttpServer(const Listening& listening, HttpHandler handler, const HttpBounds& bounds)
    : running_(std::make_unique<Running>(listening, std::move(handler), bounds)) {}

HttpServer::~HttpServer() = default;

int HttpServer::port() const { return running_->port(); }

std::string HttpServer::url() const { return running_->url(); }

}  // namespace hallmark::adaptor
