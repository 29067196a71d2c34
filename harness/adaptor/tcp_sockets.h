/// \file
/// What the HTTP library does not tell of its sockets.
#pragma once

#include <cstdint>
#include <vector>

namespace hallmark::adaptor {

/// How many bytes a TCP socket has received since it was opened; 0 where that cannot be told.
std::uint64_t bytes_received(int socket);

/// How many of those have been read from it; 0 where that cannot be told.
std::uint64_t bytes_taken(int socket);

/// The port at the other side of a TCP socket, 0 where there is none.
int port_of_peer(int socket);

/// The sockets of this process, also listening ones, whose own port is this one.
std::vector<int> sockets_at(int port);

}  // namespace hallmark::adaptor
