#include "reports/tally.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "harness/run/record_answers.h"

namespace hallmark::reports {
namespace {

using run::CaseRow;
using run::Record;

/// Requirements that forbid giving anything out; a broken one on a rejected row means that something came through.
constexpr std::array<std::string_view, 4> prohibitions = {"mp169.allow-list", "mp169.default-deny",
                                                          "mp169.consumption-never-leaves", "mp169.nothing-comes-back"};

spec::Level level_of(std::string_view word) {
  if (word == "should") return spec::Level::should;
  return word == "report" ? spec::Level::report : spec::Level::must;
}

bool names_prohibition(const verdict::Judgement& judgement) {
  return std::any_of(judgement.requirements.begin(), judgement.requirements.end(), [](const std::string& id) {
    return std::find(prohibitions.begin(), prohibitions.end(), id) != prohibitions.end();
  });
}

/// Whether a judgement says that a rejected request got through. A should of the allow list may be about the form of
/// a refusal only, so it counts where the request was seen to be accepted.
bool breaks_prohibition(const CaseRow& row, const verdict::Judgement& judgement) {
  const bool broken = judgement.outcome == Outcome::fail || judgement.outcome == Outcome::warn;
  if (!broken || !names_prohibition(judgement)) return false;
  return judgement.level == spec::Level::must || row.axes.restricted.starts_with("accepted");
}

/// The SRV that a case shows to be given out; empty where it shows none.
std::string given_out_by(const CaseRow& row) {
  if (row.axes.expect == "permit") return {};
  for (const verdict::Note& note : row.verdict.notes)
    if (note.kind == "gives-out") return row.axes.srv.empty() ? note.subject : row.axes.srv;
  if (row.axes.expect != "reject") return {};
  for (const verdict::Judgement& judgement : row.verdict.judgements)
    if (breaks_prohibition(row, judgement)) return row.axes.srv;
  return {};
}

template <class Groups>
void larger_first(Groups& groups) {
  std::stable_sort(groups.begin(), groups.end(), [](const auto& left, const auto& right) {
    return left.count != right.count ? left.count > right.count : left.reason < right.reason;
  });
}

const std::string& reason_for(const CaseRow& row, Outcome outcome) {
  static const std::string no_reason = "no reason given";
  for (const verdict::Judgement& judgement : row.verdict.judgements)
    if (judgement.outcome == outcome && !judgement.reason.empty()) return judgement.reason;
  return no_reason;
}

/// Adds one case, whose judgements on the requirement came to that outcome at worst.
void add(RequirementTally& tally, Outcome outcome, const CaseRow& row) {
  switch (outcome) {
    case Outcome::none:
      break;
    case Outcome::pass:
      ++tally.passed;
      break;
    case Outcome::not_applicable:
      ++tally.not_applicable;
      break;
    case Outcome::warn:
      ++tally.warned;
      break;
    case Outcome::inconclusive:
      ++tally.inconclusive;
      break;
    case Outcome::fail:
      ++tally.failed;
      tally.failing.push_back(&row);
      break;
    case Outcome::error:
      ++tally.errors;
      break;
  }
}

/// The outcome and level of one requirement in one case.
struct InCase {
  Outcome outcome = Outcome::none;
  spec::Level level = spec::Level::report;
};

/// The cases, and what was judged of the run as a whole.
std::vector<const CaseRow*> judged_rows(const Record& record) {
  std::vector<const CaseRow*> rows;
  for (const CaseRow& row : record.cases) rows.push_back(&row);
  if (!record.whole_run.verdict.judgements.empty()) rows.push_back(&record.whole_run);
  return rows;
}

std::map<std::string, InCase> requirements_of(const CaseRow& row) {
  std::map<std::string, InCase> found;
  for (const verdict::Judgement& judgement : row.verdict.judgements)
    for (const std::string& id : judgement.requirements) {
      InCase& here = found[id];
      here.outcome = std::max(here.outcome, judgement.outcome);
      here.level = std::min(here.level, judgement.level);
    }
  return found;
}

}  // namespace

int count(const Record& record, Outcome outcome) {
  return static_cast<int>(std::count_if(record.cases.begin(), record.cases.end(),
                                        [&](const CaseRow& row) { return row.verdict.outcome == outcome; }));
}

std::string_view in_words(Outcome outcome) {
  if (outcome == Outcome::not_applicable) return "not applicable";
  return outcome == Outcome::none ? "not judged" : verdict::name(outcome);
}

std::vector<GivenOut> given_out(const Record& record) {
  std::map<std::string, GivenOut> found;
  for (const CaseRow& row : record.cases) {
    const std::string srv = given_out_by(row);
    if (srv.empty()) continue;
    const spec::Level level = row.axes.expect == "open" ? spec::Level::report : level_of(row.axes.level);
    auto [at, fresh] = found.try_emplace(srv, GivenOut{srv, {}, level});
    at->second.level = std::min(at->second.level, level);
    auto& types = at->second.device_types;
    const std::string& type = row.axes.device_type;
    if (!type.empty() && std::find(types.begin(), types.end(), type) == types.end()) types.push_back(type);
  }
  std::vector<GivenOut> rows;
  for (auto& [srv, row] : found) rows.push_back(std::move(row));
  std::stable_sort(rows.begin(), rows.end(), [](const GivenOut& left, const GivenOut& right) {
    return left.level != right.level ? left.level < right.level : srv_before(left.srv, right.srv);
  });
  return rows;
}

bool rejections_were_tried(const Record& record) {
  return std::any_of(record.cases.begin(), record.cases.end(), [](const CaseRow& row) {
    const Outcome outcome = row.verdict.outcome;
    const bool judged = outcome == Outcome::pass || outcome == Outcome::warn || outcome == Outcome::fail;
    return judged && row.axes.expect == "reject" && !row.axes.restricted.empty();
  });
}

Outcome RequirementTally::worst() const {
  if (errors > 0) return Outcome::error;
  if (failed > 0) return Outcome::fail;
  if (inconclusive > 0) return Outcome::inconclusive;
  if (warned > 0) return Outcome::warn;
  if (passed > 0) return Outcome::pass;
  return not_applicable > 0 ? Outcome::not_applicable : Outcome::none;
}

std::vector<RequirementTally> tally_requirements(const Record& record, const spec::Facts& facts) {
  std::vector<RequirementTally> tallies;
  std::map<std::string, std::size_t> index;
  for (const spec::Requirement& requirement : facts.requirements) {
    index.emplace(requirement.id, tallies.size());
    tallies.emplace_back();
    tallies.back().id = requirement.id;
    tallies.back().requirement = &requirement;
    tallies.back().level = requirement.level;
  }
  for (const CaseRow* row : judged_rows(record))
    for (const auto& [id, here] : requirements_of(*row)) {
      const auto [at, unknown] = index.emplace(id, tallies.size());
      if (unknown) {
        tallies.emplace_back();
        tallies.back().id = id;
        tallies.back().level = here.level;
      }
      add(tallies[at->second], here.outcome, *row);
    }
  return tallies;
}

std::vector<RequirementGroup> by_requirement(const Record& record, Outcome outcome) {
  std::map<std::string, RequirementGroup> found;
  const auto take = [&](const std::string& id, const Occurrence& occurrence) {
    RequirementGroup& group = found.try_emplace(id, RequirementGroup{id, spec::Level::report, {}}).first->second;
    group.level = std::min(group.level, occurrence.judgement->level);
    if (group.occurrences.empty() || group.occurrences.back().row != occurrence.row)
      group.occurrences.push_back(occurrence);
  };
  for (const CaseRow* row : judged_rows(record))
    for (const verdict::Judgement& judgement : row->verdict.judgements) {
      if (judgement.outcome != outcome) continue;
      for (const std::string& id : judgement.requirements) take(id, {row, &judgement});
      if (judgement.requirements.empty()) take("", {row, &judgement});
    }
  std::vector<RequirementGroup> groups;
  for (auto& [id, group] : found) groups.push_back(std::move(group));
  std::stable_sort(groups.begin(), groups.end(), [](const RequirementGroup& left, const RequirementGroup& right) {
    if (left.level != right.level) return left.level < right.level;
    return left.occurrences.size() > right.occurrences.size();
  });
  return groups;
}

std::vector<ReasonGroup> by_reason(const Record& record, Outcome outcome) {
  std::map<std::string, ReasonGroup> found;
  for (const CaseRow& row : record.cases) {
    if (row.verdict.outcome != outcome) continue;
    const std::string& reason = reason_for(row, outcome);
    ++found.try_emplace(reason, ReasonGroup{reason, 0, &row}).first->second.count;
  }
  std::vector<ReasonGroup> groups;
  for (auto& [reason, group] : found) groups.push_back(std::move(group));
  larger_first(groups);
  return groups;
}

std::vector<ReasonGroup> not_run_by_reason(const Record& record) {
  std::map<std::string, int> found;
  for (const run::NotRun& row : record.not_run) ++found[row.reason];
  std::vector<ReasonGroup> groups;
  for (const auto& [reason, rows] : found) groups.push_back({reason, rows, nullptr});
  larger_first(groups);
  return groups;
}

std::vector<NoteGroup> note_groups(const Record& record) {
  std::map<std::tuple<std::string, std::string, std::string>, int> found;
  for (const CaseRow& row : record.cases)
    for (const verdict::Note& note : row.verdict.notes)
      if (note.kind != "gives-out") ++found[{note.kind, note.subject, note.text}];
  std::vector<NoteGroup> groups;
  for (const auto& [key, notes] : found)
    groups.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), notes, 0});
  return groups;
}

std::vector<NoteGroup> note_groups_in_brief(const Record& record) {
  std::vector<NoteGroup> brief;
  for (NoteGroup& group : note_groups(record)) {
    if (const auto noted = run::noted_answer({group.kind, group.subject, group.text})) {
      group.text = noted->token;
      group.keys = noted->key.empty() ? 0 : 1;
    }
    const auto same = std::find_if(brief.begin(), brief.end(), [&](const NoteGroup& other) {
      return other.kind == group.kind && other.subject == group.subject && other.text == group.text;
    });
    if (same == brief.end()) {
      brief.push_back(std::move(group));
    } else {
      same->count += group.count;
      same->keys += group.keys;
    }
  }
  return brief;
}

bool srv_before(std::string_view left, std::string_view right) {
  const auto parts = [](std::string_view srv) {
    std::vector<std::pair<std::size_t, std::string_view>> split;  // length first: "9" before "10"
    while (!srv.empty()) {
      const std::size_t dot = std::min(srv.find('.'), srv.size());
      split.emplace_back(dot, srv.substr(0, dot));
      srv.remove_prefix(std::min(dot + 1, srv.size()));
    }
    return split;
  };
  return parts(left) < parts(right);
}

}  // namespace hallmark::reports
