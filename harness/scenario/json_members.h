/// \file
/// Reading the members of JSON objects into values, with a plain reason that names the member where one does not fit.
#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/scenario/instant.h"

/// For every reader here: a member that is null counts as absent, members nobody asks for are not looked at, and what
/// does not fit is thrown as WrongMember.
namespace hallmark::scenario::members {

using Json = nlohmann::ordered_json;

/// A member that is not what it has to be: "toDevices[3].device must be a string, was a number".
class WrongMember : public std::invalid_argument {
 public:
  WrongMember(std::string path, const std::string& problem)
      : std::invalid_argument(path + (path.empty() ? "" : " ") + problem), path_(std::move(path)), problem_(problem) {}
  /// The same, seen from the object or list that `outer` stands in.
  WrongMember within(const std::string& outer) const {
    const bool joined = path_.empty() || path_.front() == '[';
    return {outer + (joined ? "" : ".") + path_, problem_};
  }

 private:
  std::string path_;
  std::string problem_;
};

/// The member, or null where it is absent or JSON null.
const Json* find(const Json& object, std::string_view name);
/// What a value is, in words: "a number", "a list", "absent" for a null pointer.
std::string kind(const Json* value);
/// Throws that the member must be `wanted`, and what it was.
[[noreturn]] void refuse(const Json& object, std::string_view name, std::string_view wanted);
/// Throws that the value itself must be `wanted`, and what it was.
[[noreturn]] void refuse(const Json& value, std::string_view wanted);
/// Throws unless the value is an object.
void require_object(const Json& value);
/// The member, which has to be a list of at most 1,000,000 rows.
const Json& list(const Json& object, std::string_view name);

/// A string.
std::string text(const Json& object, std::string_view name);
/// A string, where it is there.
std::optional<std::string> text_if(const Json& object, std::string_view name);
/// A string, or an empty one where it is absent.
std::string text_or_empty(const Json& object, std::string_view name);
/// One of these words.
std::string word(const Json& object, std::string_view name, std::initializer_list<std::string_view> allowed);
/// One of these words, the first of them where it is absent.
std::string word_or_first(const Json& object, std::string_view name, std::initializer_list<std::string_view> allowed);
/// true or false.
bool truth(const Json& object, std::string_view name);
/// true or false, where it is there.
std::optional<bool> truth_if(const Json& object, std::string_view name);
/// A whole number from `least` to `most`.
long long whole(const Json& object, std::string_view name, long long least, long long most);
/// A whole number from `least` to `most`, where it is there.
std::optional<long long> whole_if(const Json& object, std::string_view name, long long least, long long most);
/// An RFC 3339 time.
Instant time(const Json& object, std::string_view name);

/// What `read` makes of the member, which has to be an object.
template <class Read>
auto object(const Json& parent, std::string_view name, Read read) {
  const Json* value = find(parent, name);
  if (!value || !value->is_object()) refuse(parent, name, "an object");
  try {
    return read(*value);
  } catch (const WrongMember& wrong) {
    throw wrong.within(std::string(name));
  }
}

/// What `read` makes of each row of a list, which has to be there.
template <class Read>
auto rows(const Json& parent, std::string_view name, Read read) {
  const Json& written = list(parent, name);
  std::vector<decltype(read(written))> values;
  values.reserve(written.size());
  try {
    for (const Json& row : written) values.push_back(read(row));
  } catch (const WrongMember& wrong) {
    throw wrong.within("[" + std::to_string(values.size()) + "]").within(std::string(name));
  }
  return values;
}

/// A list of strings.
std::vector<std::string> texts(const Json& object, std::string_view name);
/// A list of strings, where it is there.
std::optional<std::vector<std::string>> texts_if(const Json& object, std::string_view name);

}  // namespace hallmark::scenario::members
