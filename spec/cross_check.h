/// \file
/// Small helpers that the cross-checks share.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "spec/tables.h"

namespace hallmark::spec {

/// Two records with the same id are an error at the second.
template <class Records, class Member>
void require_unique(const Records& records, Member member, const std::string& what) {
  std::set<std::string> seen;
  for (const auto& record : records)
    if (!seen.insert(record.*member).second)
      fail(record.at, what + " '" + record.*member + "' stands twice", "remove one of the two");
}

inline bool has(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Four upper-case hex digits.
inline bool is_code(std::string_view text) {
  return text.size() == 4 && text.find_first_not_of("0123456789ABCDEF") == std::string_view::npos;
}

/// Lower-case letters, digits and hyphens.
inline bool is_token(std::string_view text) {
  return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

}  // namespace hallmark::spec
