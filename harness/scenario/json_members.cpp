#include "harness/scenario/json_members.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace hallmark::scenario::members {
namespace {

constexpr std::size_t most_rows = 1'000'000;

/// A word that was not allowed, short enough to be read in a sentence.
std::string in_quotes(const std::string& text) {
  constexpr std::size_t most = 60;
  const std::string shown = text.size() <= most ? text : text.substr(0, most) + "…";
  return "\"" + shown + "\"";
}

std::string list_of_words(std::initializer_list<std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) text += (text.empty() ? "\"" : " or \"") + std::string(word) + "\"";
  return text;
}

/// The value as a signed number; empty where it is none or too large for one.
std::optional<long long> signed_number(const Json& value) {
  if (!value.is_number_integer()) return std::nullopt;
  if (value.is_number_unsigned() &&
      value.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<long long>::max())) {
    return std::nullopt;
  }
  return value.get<long long>();
}

}  // namespace

const Json* find(const Json& object, std::string_view name) {
  require_object(object);
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string kind(const Json* value) {
  if (!value) return "absent";
  switch (value->type()) {
    case Json::value_t::null:
      return "null";
    case Json::value_t::object:
      return "an object";
    case Json::value_t::array:
      return "a list";
    case Json::value_t::string:
      return "a string";
    case Json::value_t::boolean:
      return value->get<bool>() ? "true" : "false";
    default:
      return "a number";
  }
}

void refuse(const Json& object, std::string_view name, std::string_view wanted) {
  const auto found = object.find(name);
  const Json* was = found == object.end() ? nullptr : &*found;
  throw WrongMember(std::string(name), "must be " + std::string(wanted) + ", was " + kind(was));
}

void refuse(const Json& value, std::string_view wanted) {
  throw WrongMember("", "must be " + std::string(wanted) + ", was " + kind(&value));
}

void require_object(const Json& value) {
  if (!value.is_object()) refuse(value, "an object");
}

const Json& list(const Json& object, std::string_view name) {
  const Json* value = find(object, name);
  if (!value || !value->is_array()) refuse(object, name, "a list");
  if (value->size() <= most_rows) return *value;
  throw WrongMember(std::string(name), "must be a list of at most " + std::to_string(most_rows) + " rows");
}

std::string text(const Json& object, std::string_view name) {
  const Json* value = find(object, name);
  if (!value || !value->is_string()) refuse(object, name, "a string");
  return value->get<std::string>();
}

std::optional<std::string> text_if(const Json& object, std::string_view name) {
  return find(object, name) ? std::optional(text(object, name)) : std::nullopt;
}

std::string text_or_empty(const Json& object, std::string_view name) { return text_if(object, name).value_or(""); }

std::string word(const Json& object, std::string_view name, std::initializer_list<std::string_view> allowed) {
  const Json* value = find(object, name);
  if (!value || !value->is_string()) refuse(object, name, list_of_words(allowed));
  std::string read = value->get<std::string>();
  if (std::ranges::find(allowed, read) != allowed.end()) return read;
  throw WrongMember(std::string(name), "must be " + list_of_words(allowed) + ", was " + in_quotes(read));
}

std::string word_or_first(const Json& object, std::string_view name, std::initializer_list<std::string_view> allowed) {
  return find(object, name) ? word(object, name, allowed) : std::string(*allowed.begin());
}

bool truth(const Json& object, std::string_view name) {
  const Json* value = find(object, name);
  if (!value || !value->is_boolean()) refuse(object, name, "true or false");
  return value->get<bool>();
}

std::optional<bool> truth_if(const Json& object, std::string_view name) {
  return find(object, name) ? std::optional(truth(object, name)) : std::nullopt;
}

long long whole(const Json& object, std::string_view name, long long least, long long most) {
  const Json* value = find(object, name);
  if (!value || !value->is_number_integer()) refuse(object, name, "a whole number");
  const auto number = signed_number(*value);
  if (number && *number >= least && *number <= most) return *number;
  throw WrongMember(std::string(name), "must be a whole number from " + std::to_string(least) + " to " +
                                           std::to_string(most) + ", was " + value->dump());
}

std::optional<long long> whole_if(const Json& object, std::string_view name, long long least, long long most) {
  return find(object, name) ? std::optional(whole(object, name, least, most)) : std::nullopt;
}

Instant time(const Json& object, std::string_view name) {
  const std::string written = text(object, name);
  const auto read = instant(written);
  if (!read) throw WrongMember(std::string(name), "must be an RFC 3339 time, was " + in_quotes(written));
  return *read;
}

std::vector<std::string> texts(const Json& object, std::string_view name) {
  return rows(object, name, [](const Json& row) {
    if (!row.is_string()) refuse(row, "a string");
    return row.get<std::string>();
  });
}

std::optional<std::vector<std::string>> texts_if(const Json& object, std::string_view name) {
  return find(object, name) ? std::optional(texts(object, name)) : std::nullopt;
}

}  // namespace hallmark::scenario::members
