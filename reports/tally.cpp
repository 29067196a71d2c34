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

/// A Service Request and device type that a case shows to be given out, and how binding its row is.
struct Shown {
  std::string srv;
  std::string device_type;
  spec::Level level = spec::Level::must;
};

/// What a note of the kind "gives-out" says: "4.1.1 ESME", "must: answered I99"; what it leaves out the axes say.
Shown shown_by(const verdict::Note& note, const CaseRow& row) {
  const auto space = note.subject.find(' ');
  Shown shown{note.subject.substr(0, space), row.axes.device_type, level_of(row.axes.level)};
  if (space != std::string::npos) shown.device_type = note.subject.substr(space + 1);
  if (note.text.starts_with("must: ")) shown.level = spec::Level::must;
  if (note.text.starts_with("should: ")) shown.level = spec::Level::should;
  if (shown.srv == row.axes.srv && row.axes.expect == "open") shown.level = spec::Level::report;
  return shown;
}

std::vector<Shown> given_out_by(const CaseRow& row) {
  std::vector<Shown> all;
  for (const verdict::Note& note : row.verdict.notes) {
    if (note.kind != "gives-out") continue;
    const Shown shown = shown_by(note, row);
    if (shown.srv != row.axes.srv || row.axes.expect != "permit") all.push_back(shown);
  }
  if (!all.empty() || row.axes.expect != "reject") return all;
  for (const verdict::Judgement& judgement : row.verdict.judgements)
    if (breaks_prohibition(row, judgement)) return {{row.axes.srv, row.axes.device_type, level_of(row.axes.level)}};
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

/// The cases, and what was judged of the run as a whole.
std::vector<const CaseRow*> judged_rows(const Record& record) {
  std::vector<const CaseRow*> rows;
  for (const CaseRow& row : record.cases) rows.push_back(&row);
  if (!record.whole_run.verdict.judgements.empty()) rows.push_back(&record.whole_run);
  return rows;
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
    for (const Shown& shown : given_out_by(row)) {
      if (shown.srv.empty()) continue;
      GivenOut& here = found.try_emplace(shown.srv, GivenOut{shown.srv, {}, shown.level}).first->second;
      here.level = std::min(here.level, shown.level);
      auto& types = here.device_types;
      const bool known = std::find(types.begin(), types.end(), shown.device_type) != types.end();
      if (!shown.device_type.empty() && !known) types.push_back(shown.device_type);
    }
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

std::vector<RequirementTally> tally_requirements(const Record& record, const spec::Facts& facts) {
  run::RecordRequirements requirements(facts);
  for (const CaseRow* row : judged_rows(record)) requirements.add(*row);
  return requirements.all();
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
