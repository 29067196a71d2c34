/// \file
/// What is kept of requests that no rule asks about one by one any more.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hallmark::oracle {

/// Who asked what, and whether anything may still come of it.
struct PastRequest {
  std::string user;
  std::string srv;               ///< of the header
  bool refused_by_flag = false;  ///< nothing may be sent or answered for it, ever
  bool operator==(const PastRequest&) const = default;
};

/// By RequestID. Takes 12 bytes a place and keeps three places in ten free: at most 40 bytes a request, however long
/// its ids are. Ids are told apart by 64 bits of them, so that two of a million are taken for one with a chance below
/// one in ten million. Copyable.
class PastRequests {
 public:
  /// Keeps it, in place of what was kept under that id.
  void add(std::string_view request_id, const PastRequest& request);
  /// What is kept under that id, or null. It lives until the next `add`.
  const PastRequest* find(std::string_view request_id) const;
  void clear() { *this = {}; }
  std::size_t size() const { return size_; }

 private:
  std::size_t place_of(std::uint64_t key) const;
  void grow();

  std::vector<std::uint64_t> keys_;  ///< 0: free; as many as a power of two
  std::vector<std::uint32_t> kinds_;
  std::vector<PastRequest> all_kinds_;  ///< every kind once; few
  std::size_t size_ = 0;
};

}  // namespace hallmark::oracle
