#include "reports/wording.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/escape.h"

namespace hallmark::reports {
namespace {

/// The member of the implementation's own words, empty where it did not give a string.
std::string said(const run::Header& header, const char* key) {
  if (!header.implementation.is_object()) return {};
  const auto found = header.implementation.find(key);
  return found != header.implementation.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string with_digest(const std::string& what, const std::string& digest) {
  return digest.empty() ? what : fmt::format("{} ({})", what, digest);
}

std::string profile_sentence(const run::Header& header) {
  if (header.profile_origin == "shipped")
    return with_digest("shipped profile, derived, not Annex D", header.profile_digest);
  const auto differences = static_cast<long long>(header.profile_differences.size());
  return fmt::format("{}, {} from the shipped profile", with_digest(header.profile_origin, header.profile_digest),
                     counted(differences, "difference"));
}

/// "placeholder signatures", or who signed.
std::string signing_sentence(const run::Header& header) {
  if (header.certificates.empty()) return header.signing;
  const auto others = static_cast<long long>(header.certificates.size()) - 1;
  return header.signing + ", certificate " + header.certificates.front() +
         (others > 0 ? " and " + counted(others, "other") : "");
}

/// What an implementation could tell the run from production by, or not.
std::string disguise_sentence(const run::Header& header) {
  if (!header.disguised) return "no: identities, clock and estates are those of a test";
  const std::string history = counted(header.history_requests, "request");
  return "yes" + (header.history_requests > 0 ? ", and a history of " + history : std::string());
}

std::string selection_sentence(const run::Header& header) {
  std::string sentence = fmt::format("{} selected by {}", counted(header.selected, "case"), header.filter);
  if (!header.suites.empty()) sentence += " in " + listed(header.suites);
  if (header.certification) sentence += "; a certification";
  if (header.shards > 1) sentence += fmt::format("; shard {} of {} (from 0)", header.shard, header.shards);
  return sentence;
}

/// What was planted before the run, and what became of it.
std::string self_proof_sentence(const run::SelfProof& proof) {
  std::vector<std::string> cases;
  for (const auto& each : proof.cases) {
    cases.push_back(
        fmt::format("{} by {}{}", each.outcome, each.case_id, each.outcome == "caught" ? "" : " (" + each.text + ")"));
  }
  return fmt::format("{}: planted was that {}; {}", proof.holds ? "holds" : "does NOT hold", proof.planted,
                     cases.empty() ? "there was no case for it" : listed(cases));
}

}  // namespace

std::string verdict_sentence(const run::Record& record) {
  if (record.footer) return record.footer->reason;
  return "The run did not finish: its record has no footer, so there is no verdict.";
}

std::string implementation_name(const run::Header& header) {
  const std::string name = said(header, "name");
  if (name.empty()) return "it never said who it is";
  const std::string version = said(header, "version");
  return version.empty() ? name : name + " " + version;
}

std::vector<std::pair<std::string, std::string>> particulars(const run::Header& header) {
  std::vector<std::string> about;
  for (const char* key : {"vendor", "language"})
    if (const std::string word = said(header, key); !word.empty()) about.push_back(word);
  const std::string name = implementation_name(header);
  std::vector<std::pair<std::string, std::string>> rows = {
      {"implementation", about.empty() ? name : fmt::format("{} ({})", name, listed(about))},
      {"target", header.target},
      {"schema", with_digest("DUIS " + header.schema_version, header.schema_digest)},
      {"facts", header.facts_digest},
      {"profile", profile_sentence(header)},
      {"signing", signing_sentence(header)},
      {"seed", std::to_string(header.seed)},
      {"disguise", disguise_sentence(header)},
      {"selection", selection_sentence(header)},
      {"strict", header.strict ? "yes: a broken should fails" : "no: a broken should is a warning"},
      {"hallmark", header.hallmark}};
  for (const auto& each : header.files) rows.insert(rows.begin() + 2, {"file", with_digest(each.file, each.digest)});
  if (header.statement_file) {
    const auto& file = *header.statement_file;
    rows.insert(rows.begin() + 2, {"statement", "amended by " + with_digest(file.file, file.digest)});
  }
  if (header.self_proof) rows.insert(rows.end() - 1, {"self-proof", self_proof_sentence(*header.self_proof)});
  for (const std::string& text : header.complete) rows.emplace_back("complete", text);
  return rows;
}

std::vector<std::string> headline(const run::Record& record) {
  std::vector<std::string> lines;
  if (record.header.self_proof && !record.header.self_proof->holds)
    lines.push_back("INVALID: the self-proof does not hold; nothing below counts.");
  const auto& acknowledged = record.header.profile_acknowledged;
  if (!acknowledged.empty())
    lines.push_back("The profile knowingly permits requests for sensitive data: " + listed(acknowledged) + ".");
  for (const NoteGroup& note : note_groups(record)) {
    const std::string cases = counted(note.count, "case");
    if (note.subject == "data-of-the-restricted-time")
      lines.push_back(fmt::format("Data of the Restricted time, read after clearing: {} ({}).", note.text, cases));
  }
  const auto alarms = record.footer ? record.footer->alarms.size() : 0;
  if (alarms > 0)
    lines.push_back(counted(static_cast<long long>(alarms), "vacuity alarm") +
                    ": part of what a verdict rests on was never reached.");
  return lines;
}

std::string srv_with_name(const std::string& srv, const spec::Facts& facts) {
  const spec::ServiceRequest* request = facts.service_request(srv);
  return request ? srv + " " + request->name : srv;
}

std::string schema_coverage_sentence(const run::Record& record) {
  if (!record.footer || !record.footer->schema_coverage) return {};
  const auto& coverage = *record.footer->schema_coverage;
  const auto of = [](const run::SchemaCoverage::Count& count) {
    return grouped(count.reached) + " of " + grouped(count.total);
  };
  return fmt::format(
      "Schema coverage: its valid requests reached {} element paths, {} branches and {} value boundaries.",
      of(coverage.paths), of(coverage.branches), of(coverage.boundaries));
}

std::string_view nothing_given_out(const run::Record& record) {
  if (rejections_were_tried(record)) return "Nothing was seen: every request that the profile rejects stayed refused.";
  return "Not known: no request that the profile rejects was tried while Restricted and judged.";
}

std::string kind_in_words(const std::string& kind) {
  std::string words = kind;
  std::replace(words.begin(), words.end(), '-', ' ');
  return words;
}

std::string listed(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

}  // namespace hallmark::reports
