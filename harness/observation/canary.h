/// \file
/// Looking for bytes that must not have travelled: a canary in whatever an implementation sent.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hallmark::observation {

/// Whether a text holds these bytes (given in hex) raw, as hex in either case, or as base64 at any alignment, white
/// space between digits aside. False for an empty canary.
bool holds_bytes(std::string_view text, std::string_view canary_hex);

/// Many canaries, looked for at once: a text is read through once, however many there are. Copyable.
class Canaries {
 public:
  /// One more (hex); an empty one is held by nothing.
  void add(std::string canary_hex);
  /// Those that a text holds, as `holds_bytes` says, in the order in which they were added.
  std::vector<std::string> held_by(std::string_view text) const;
  std::size_t size() const { return all_.size(); }

 private:
  void look_up(std::uint64_t key, std::vector<std::size_t>& places) const;
  std::vector<std::size_t> begun_in(std::string_view text) const;

  std::vector<std::string> all_;
  /// Places in `all_`, by the first eight characters of a form, in lower case but for the raw one.
  std::unordered_multimap<std::uint64_t, std::size_t> by_key_;
  std::vector<unsigned char> may_be_key_;  ///< by hash: 0 where no key has it
  std::vector<std::size_t> without_key_;   ///< places of those too short for it
  bool any_is_ascii_ = false;
};

}  // namespace hallmark::observation
