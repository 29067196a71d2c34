#include "reports/junit.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <pugixml.hpp>
#include <sstream>
#include <utility>
#include <vector>

#include "reports/escape.h"
#include "reports/tally.h"
#include "reports/wording.h"

namespace hallmark::reports {
namespace {

using run::CaseRow;
using run::Record;

/// The counts that JUnit wants as attributes.
struct Totals {
  int tests = 0;
  int failures = 0;
  int errors = 0;
  int skipped = 0;

  void operator+=(const Totals& other) {
    tests += other.tests;
    failures += other.failures;
    errors += other.errors;
    skipped += other.skipped;
  }
};

/// A case id in two: the suite and file it belongs to, and the rest.
std::pair<std::string, std::string> split(const std::string& case_id) {
  std::size_t slash = case_id.find('/');
  if (slash != std::string::npos) {
    const std::size_t second = case_id.find('/', slash + 1);
    if (second != std::string::npos) slash = second;
  }
  if (slash == std::string::npos) return {"cases", case_id};
  return {case_id.substr(0, slash), case_id.substr(slash + 1)};
}

void set(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(visible(value, LineFeeds::kept).c_str());
}

void set_totals(pugi::xml_node node, const Totals& totals) {
  node.append_attribute("tests").set_value(totals.tests);
  node.append_attribute("failures").set_value(totals.failures);
  node.append_attribute("errors").set_value(totals.errors);
  node.append_attribute("skipped").set_value(totals.skipped);
}

void set_text(pugi::xml_node node, const std::string& text) {
  node.append_child(pugi::node_pcdata).set_value(visible(text, LineFeeds::kept).c_str());
}

/// The judgements of that outcome in words, and how to run the case again.
std::string details(const CaseRow& row, Outcome outcome) {
  std::string text = row.title.empty() ? "" : row.title + "\n";
  for (const verdict::Judgement& judgement : row.verdict.judgements)
    if (judgement.outcome == outcome)
      text += fmt::format("{} ({}), step {}: {}\n", listed(judgement.requirements), spec::name(judgement.level),
                          judgement.step, judgement.reason);
  if (!row.replay.empty()) text += "replay: " + row.replay + "\n";
  return row.scenario.empty() ? text : text + "scenario: " + row.scenario + "\n";
}

/// The first judgement that made the outcome, or null.
const verdict::Judgement* deciding(const CaseRow& row) {
  const auto& all = row.verdict.judgements;
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const auto& judgement) { return judgement.outcome == row.verdict.outcome; });
  return found == all.end() ? nullptr : &*found;
}

/// Adds `<failure>`, `<error>` or `<skipped>` with its message.
pugi::xml_node add_result(pugi::xml_node testcase, const char* element, const CaseRow& row) {
  const verdict::Judgement* judgement = deciding(row);
  pugi::xml_node result = testcase.append_child(element);
  const std::string words(in_words(row.verdict.outcome));
  set(result, "message", judgement && !judgement->reason.empty() ? words + ": " + judgement->reason : words);
  return result;
}

void add_broken(pugi::xml_node testcase, const char* element, const CaseRow& row) {
  const verdict::Judgement* judgement = deciding(row);
  pugi::xml_node result = add_result(testcase, element, row);
  set(result, "type", judgement && !judgement->requirements.empty() ? judgement->requirements.front() : element);
  set_text(result, details(row, row.verdict.outcome));
}

/// Builds the testsuites in the order in which their first case stands in the record.
class Suites {
 public:
  explicit Suites(const Record& record);
  void add(const CaseRow& row);
  void add_not_run(const run::NotRun& row);
  std::string write();

 private:
  struct Suite {
    std::string name;
    Totals totals;
    pugi::xml_document cases;
  };
  Suite& suite(const std::string& name);
  pugi::xml_node testcase(Suite& suite, const std::string& name);
  void add_missing_verdict();
  Totals totals() const;

  const Record& record_;
  std::vector<std::unique_ptr<Suite>> suites_;
  std::map<std::string, Suite*> by_name_;
};

Suites::Suites(const Record& record) : record_(record) {
  for (const CaseRow& row : record.cases) add(row);
  for (const run::NotRun& row : record.not_run) add_not_run(row);
  add_missing_verdict();
}

Suites::Suite& Suites::suite(const std::string& name) {
  const auto [at, fresh] = by_name_.emplace(name, nullptr);
  if (fresh) {
    suites_.push_back(std::make_unique<Suite>());
    suites_.back()->name = name;
    at->second = suites_.back().get();
  }
  return *at->second;
}

pugi::xml_node Suites::testcase(Suite& suite, const std::string& name) {
  ++suite.totals.tests;
  pugi::xml_node node = suite.cases.append_child("testcase");
  set(node, "classname", suite.name);
  set(node, "name", name);
  return node;
}

void Suites::add(const CaseRow& row) {
  const auto [suite_name, rest] = split(row.case_id);
  Suite& to = suite(suite_name);
  pugi::xml_node node = testcase(to, row.iteration > 0 ? fmt::format("{}#{}", rest, row.iteration) : rest);
  switch (row.verdict.outcome) {
    case Outcome::fail:
      ++to.totals.failures;
      return add_broken(node, "failure", row);
    case Outcome::error:
      ++to.totals.errors;
      return add_broken(node, "error", row);
    case Outcome::warn:
      return set_text(node.append_child("system-out"), "warning\n" + details(row, Outcome::warn));
    case Outcome::pass:
      return;
    case Outcome::none:
    case Outcome::not_applicable:
    case Outcome::inconclusive:
      ++to.totals.skipped;
      add_result(node, "skipped", row);
  }
}

void Suites::add_not_run(const run::NotRun& row) {
  const auto [suite_name, rest] = split(row.case_id);
  Suite& to = suite(suite_name);
  ++to.totals.skipped;
  set(testcase(to, rest).append_child("skipped"), "message", "not run: " + row.reason);
}

void Suites::add_missing_verdict() {
  const Totals so_far = totals();
  const bool as_expected = record_.footer && record_.footer->exit_code == 0;
  const bool is_red = so_far.failures > 0 || so_far.errors > 0;
  const bool is_invalid = record_.header.self_proof && !record_.header.self_proof->holds;
  if (as_expected || (is_red && !is_invalid)) return;
  const bool failed = record_.footer && record_.footer->exit_code == 1;
  Suite& to = suite("hallmark/run");
  ++(failed ? to.totals.failures : to.totals.errors);
  pugi::xml_node result = testcase(to, "has_a_verdict").append_child(failed ? "failure" : "error");
  set(result, "message", verdict_sentence(record_));
  set(result, "type", failed ? "not-conformant" : "could-not-tell");
}

Totals Suites::totals() const {
  Totals all;
  for (const auto& each : suites_) all += each->totals;
  return all;
}

std::string Suites::write() {
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  pugi::xml_node root = document.append_child("testsuites");
  set(root, "name", "hallmark");
  set_totals(root, totals());
  for (const auto& each : suites_) {
    pugi::xml_node node = root.append_child("testsuite");
    set(node, "name", each->name);
    set_totals(node, each->totals);
    pugi::xml_node properties = node.append_child("properties");
    for (const auto& [label, value] : particulars(record_.header)) {
      pugi::xml_node property = properties.append_child("property");
      set(property, "name", label);
      set(property, "value", value);
    }
    for (const pugi::xml_node testcase : each->cases) node.append_copy(testcase);
  }
  std::ostringstream out;
  document.save(out, "  ", pugi::format_default, pugi::encoding_utf8);
  return out.str();
}

}  // namespace

std::string junit(const Record& record) { return Suites(record).write(); }

}  // namespace hallmark::reports
