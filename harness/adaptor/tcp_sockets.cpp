#include "harness/adaptor/tcp_sockets.h"

#include <arpa/inet.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <charconv>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

namespace hallmark::adaptor {
namespace {

/// The port of what one of these two calls tells of a socket, 0 where it tells none.
int port_by(decltype(&::getsockname) name, int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (name(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  if (address.ss_family == AF_INET) return ntohs(reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
  if (address.ss_family == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port);
  return 0;
}

}  // namespace

std::uint64_t bytes_received(int socket) {
  tcp_info info{};
  socklen_t size = sizeof info;
  return ::getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 ? info.tcpi_bytes_received : 0;
}

std::uint64_t bytes_taken(int socket) {
  int waiting = 0;
  const auto received = bytes_received(socket);
  // What came in between was not read yet, and counts as neither.
  return ::ioctl(socket, FIONREAD, &waiting) == 0 && std::cmp_less_equal(waiting, received)
             ? received - static_cast<std::uint64_t>(waiting)
             : 0;
}

int port_of_peer(int socket) { return port_by(&::getpeername, socket); }

std::vector<int> sockets_at(int port) {
  std::vector<int> descriptors;
  std::error_code gone;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd", gone)) {
    const std::string name = entry.path().filename();
    int descriptor = -1;
    std::from_chars(name.data(), name.data() + name.size(), descriptor);
    if (descriptor > 2 && port_by(&::getsockname, descriptor) == port) descriptors.push_back(descriptor);
  }
  return descriptors;
}

}  // namespace hallmark::adaptor
