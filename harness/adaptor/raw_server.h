/// \file
/// For tests: a server below HTTP, which says to whoever connects exactly what it was told to, byte for byte.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace hallmark::adaptor {

/// Listens on loopback; one connection at a time, one request each, and closes.
class RawServer {
 public:
  /// Writes some bytes to the connection; false where nobody takes them any more.
  using Say = std::function<bool(std::string_view)>;

  /// `answer` is called for each request, with what it may say; for each connection where it does not wait for any.
  explicit RawServer(std::function<void(const Say&)> answer, bool waits = true)
      : answer_(std::move(answer)), waits_(waits) {
    listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listening_, any, size) != 0 || ::listen(listening_, 5) != 0 ||
        ::getsockname(listening_, any, &size) != 0)
      throw std::runtime_error("no socket to listen at");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
  }
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;
  ~RawServer() {
    over_ = true;
    thread_.join();
    ::close(listening_);
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  bool is_readable(int socket) const {
    pollfd one{socket, POLLIN, 0};
    while (!over_) {
      if (::poll(&one, 1, 20) > 0) return true;
    }
    return false;
  }

  void run() {
    while (is_readable(listening_)) {
      const int socket = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
      if (socket < 0) continue;
      const timeval a_moment{0, 50'000};  // after which it is seen whether this is over
      ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &a_moment, sizeof a_moment);
      if (!waits_ || takes_request(socket)) {
        answer_([&](std::string_view bytes) {
          while (!bytes.empty() && !over_) {
            const auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent < 0 && errno != EAGAIN) return false;
            if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
          }
          return !over_;
        });
      }
      ::close(socket);
    }
  }

  /// Reads the head of a request, and its body as far as it is there.
  bool takes_request(int socket) const {
    std::string head;
    std::array<char, 65536> chunk{};
    while (head.find("\r\n\r\n") == std::string::npos && is_readable(socket)) {
      const auto count = ::recv(socket, chunk.data(), chunk.size(), 0);
      if (count <= 0) return false;
      head.append(chunk.data(), static_cast<std::size_t>(count));
    }
    return !over_;
  }

  std::function<void(const Say&)> answer_;
  bool waits_;
  int listening_ = -1;
  int port_ = 0;
  std::atomic<bool> over_ = false;
  std::thread thread_;
};

}  // namespace hallmark::adaptor
