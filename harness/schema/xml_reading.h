/// \file
/// How this room lets libxml2 read a document that nobody vouches for. For this room's own files.
#pragma once

#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "harness/schema/problem.h"
#include "harness/schema/validator.h"

namespace hallmark::schema {

/// The library is started once a process, without network for anything it might want to load.
void start_xml_library();

/// While it lives, libxml2 writes nothing of this thread's errors to a stream.
class Quiet {
 public:
  /// Errors go to `keep` instead, or nowhere.
  explicit Quiet(xmlStructuredErrorFunc keep = nullptr, void* self = nullptr);
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
  ~Quiet();

 private:
  xmlStructuredErrorFunc before_;
  void* self_before_;
};

/// What libxml2 says, in one line of bounded length.
std::string one_line(const char* message);

/// Keeps the first problem that a parser reports, and the file that it stands in.
struct FirstProblem {
  std::optional<Problem> problem = {};
  std::string file = {};

  /// `self` is a FirstProblem.
  static void keep(void* self, xmlErrorPtr error);
};

/// What no parser is shown: more octets than it counts, or a tag so crowded that it would be busy for minutes.
std::optional<Problem> unreadable(std::string_view xml);

/// The one answer to a DOCTYPE.
Problem doctype_problem();

/// What becomes of a tree: one that is only read takes less memory.
enum class Use { read, change };

/// A document's tree, or null and what is wrong. No DOCTYPE, no network; nothing is validated.
std::pair<ParsedDocument, std::optional<Problem>> read_xml(std::string_view xml, Use use);

/// The path of an element or attribute of a tree, as `Problem` has it.
std::string path_of(const xmlNode* node);

}  // namespace hallmark::schema
