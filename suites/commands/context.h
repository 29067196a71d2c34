/// \file
/// What every command is given: where things lie, and the facts, profile, schema and samples loaded when first needed.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "harness/generator/request_grammar.h"
#include "harness/run/session.h"
#include "harness/schema/samples.h"
#include "harness/schema/validator.h"
#include "harness/schema/vote.h"
#include "spec/facts.h"
#include "suites/suite.h"

namespace hallmark::suites {

/// A wrong flag or argument: one line saying what, where and what to do. Exit code 3.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A word as a shell takes it back.
std::string quoted(const std::string& word);

/// Options that several commands share.
struct ContextOptions {
  std::string profile;  ///< a profile file; empty: the shipped one
  std::string schema;   ///< a schema folder; empty: the one that was built
  std::string samples;  ///< a folder of sample requests; empty: the one that was built
};

/// The suites that these names mean ("restricted", "restricted/allow_list"); all where there are none. Those
/// that are complete are made later, of a statement. Throws UsageError for a name that means none.
std::vector<Suite> chosen_suites(const std::vector<std::string>& names, const Material& material);

/// Loads on first use; what it hands out lives as long as it does.
class Context {
 public:
  /// Finds what ships beside the program: `../share/hallmark` from its folder.
  explicit Context(ContextOptions options);

  const spec::Facts& facts();
  const spec::Profile& profile();
  /// The schema in force for validation. A folder that somebody gives is read by the other engine first, which has
  /// limits for what this one would chew on for hours.
  const schema::Validator& validator();
  /// The same schema as what requests are written from.
  const generator::RequestGrammar& grammar();
  /// The validator with a second engine behind it, which is loaded when it is first asked.
  const schema::Vote& vote();
  const std::vector<schema::Sample>& samples();
  const generator::RequestTemplates& templates();
  /// Folder of the key pairs made while building: `test-user.key.pem`, `test-user.pem` and so on.
  std::filesystem::path test_keys() const { return share_ / "keys"; }
  /// The estate that `hallmark serve` starts with where none is given.
  std::filesystem::path default_estate() const { return share_ / "default_estate.json"; }
  std::filesystem::path protocol_schema() const { return share_ / "protocol.schema.json"; }
  std::filesystem::path facts_folder() const { return share_ / "spec"; }
  /// What suites are built from.
  Material material();
  /// What cases are judged by, as usual.
  run::Rules rules(std::uint64_t seed);

 private:
  std::filesystem::path schema_folder() const;

  ContextOptions options_;
  std::filesystem::path share_;
  std::optional<spec::Facts> facts_;
  std::optional<spec::Profile> profile_;
  std::optional<schema::Validator> validator_;
  std::unique_ptr<generator::RequestGrammar> grammar_;
  std::optional<schema::Vote> vote_;
  std::optional<std::vector<schema::Sample>> samples_;
  std::unique_ptr<generator::RequestTemplates> templates_;
};

}  // namespace hallmark::suites
