#include "harness/oracle/past_requests.h"

#include <algorithm>

namespace hallmark::oracle {

namespace {

constexpr std::size_t places_at_first = 64;

/// FNV-1a, mixed so that ids that differ in their last digit lie far apart; never 0.
std::uint64_t key_of(std::string_view id) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  hash ^= hash >> 32U;
  hash *= 0xd6e8feb86659fd93U;
  hash ^= hash >> 32U;
  return hash == 0 ? 1 : hash;
}

}  // namespace

/// Where that key stands, or the free place where it would.
std::size_t PastRequests::place_of(std::uint64_t key) const {
  std::size_t place = static_cast<std::size_t>(key) & (keys_.size() - 1);
  while (keys_[place] != 0 && keys_[place] != key) place = (place + 1) & (keys_.size() - 1);
  return place;
}

void PastRequests::grow() {
  const auto keys = std::move(keys_);
  const auto kinds = std::move(kinds_);
  const std::size_t places = std::max(places_at_first, keys.size() * 2);
  keys_.assign(places, 0);
  kinds_.assign(places, 0);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i] == 0) continue;
    const auto place = place_of(keys[i]);
    keys_[place] = keys[i];
    kinds_[place] = kinds[i];
  }
}

void PastRequests::add(std::string_view request_id, const PastRequest& request) {
  if (10 * (size_ + 1) > 7 * keys_.size()) grow();
  const auto kind = std::find(all_kinds_.rbegin(), all_kinds_.rend(), request);
  const auto number = static_cast<std::uint32_t>(all_kinds_.rend() - kind);
  const std::uint64_t key = key_of(request_id);
  const auto place = place_of(key);
  if (keys_[place] == 0) ++size_;
  keys_[place] = key;
  kinds_[place] = number == 0 ? static_cast<std::uint32_t>(all_kinds_.size()) : number - 1;
  if (number == 0) all_kinds_.push_back(request);
}

const PastRequest* PastRequests::find(std::string_view request_id) const {
  if (size_ == 0) return nullptr;
  const auto place = place_of(key_of(request_id));
  return keys_[place] == 0 ? nullptr : &all_kinds_[kinds_[place]];
}

}  // namespace hallmark::oracle
