#include "harness/run/tally_of_run.h"

#include <algorithm>

#include "harness/run/record_alarms.h"

namespace hallmark::run {

using verdict::Outcome;

namespace {

std::string cases(int count) { return std::to_string(count) + (count == 1 ? " case" : " cases"); }

/// How many open points are not answered alike, in words; empty where all are.
std::string unlike(const std::vector<verdict::Judgement>& judgements) {
  const auto broken = std::count_if(judgements.begin(), judgements.end(),
                                    [](const auto& each) { return each.outcome != Outcome::pass; });
  if (broken == 0) return {};
  return std::to_string(broken) + (broken == 1 ? " open point is" : " open points are") + " not answered alike";
}

/// In real time an answer may have been read from what had only not come yet.
void leave_silence_open(std::vector<verdict::Judgement>& judgements) {
  for (auto& each : judgements) {
    if (each.outcome == Outcome::pass) continue;
    each.outcome = Outcome::inconclusive;
    each.reason += " (in real time silence may have been slowness)";
  }
}

/// Why a run whose self-proof does not hold is none.
std::string invalid(const SelfProof& proof) {
  const auto missed = std::find_if(proof.cases.begin(), proof.cases.end(),
                                   [](const auto& each) { return each.outcome == "not caught"; });
  if (missed != proof.cases.end())
    return "a known defect that was planted before it was not caught by " + missed->case_id;
  if (proof.cases.empty()) return "there was no case to plant a known defect in";
  return "no known defect could be planted before it (" + proof.cases.front().case_id + ": " +
         proof.cases.front().text + ")";
}

}  // namespace

TallyOfRun::TallyOfRun(Header header, const spec::Facts& facts, const spec::Profile& profile, const ModelGrid& grid)
    : header_(std::move(header)),
      facts_(&facts),
      profile_(&profile),
      answers_(facts),
      requirements_(facts),
      model_(grid) {}

void TallyOfRun::add(const CaseRow& row, const std::vector<Met>& met) {
  const auto outcome = row.verdict.outcome;
  ++counts_[std::string(verdict::name(outcome))];
  errors_in_a_row_ = outcome == Outcome::error ? errors_in_a_row_ + 1 : 0;
  if (outcome == Outcome::pass || outcome == Outcome::warn || outcome == Outcome::fail) ++judged_;
  const auto& judgements = row.verdict.judgements;
  const bool undecided = std::any_of(judgements.begin(), judgements.end(), [](const verdict::Judgement& judgement) {
    return judgement.outcome == Outcome::inconclusive && judgement.level == spec::Level::must;
  });
  if (undecided) ++undecided_musts_;
  answers_.add(row);
  requirements_.add(row);
  model_.add(met);
}

void TallyOfRun::add(const NotRun& row) {
  ++not_run_;
  why_not_run_.insert(row.reason);
}

int TallyOfRun::failed() const {
  const auto found = counts_.find("fail");
  return found == counts_.end() ? 0 : found->second;
}

/// What is said of the run as a whole, beside its cases.
void TallyOfRun::take_stock(Footer& footer) const {
  footer.judgements = answers_.judgements(header_.strict);
  if (header_.patience) leave_silence_open(footer.judgements);
  footer.model = model_.result();
  auto requirements = requirements_;
  CaseRow whole;
  whole.case_id = whole_run_id;
  whole.verdict = verdict::conclude(footer.judgements, {});
  requirements.add(whole);
  const Reached reached{header_, *facts_, *profile_, requirements.all(), why_not_run_, *footer.model};
  footer.not_judged = not_judged(reached);
  footer.alarms = alarms(reached);
}

Footer TallyOfRun::footer(int in_this_shard) const {
  Footer footer;
  footer.counts = counts_;
  footer.changed = changed_;
  take_stock(footer);
  const std::string not_alike = unlike(footer.judgements);
  if (not_run_ > 0) footer.counts["not_run"] = not_run_;
  const auto of = [&](const char* name) {
    const auto found = counts_.find(name);
    return found == counts_.end() ? 0 : found->second;
  };
  footer.exit_code = 2;
  if (header_.selected == 0) {
    footer.reason = "Could not tell: no case was selected.";
  } else if (header_.self_proof && !header_.self_proof->holds) {
    footer.reason = "Invalid: " + invalid(*header_.self_proof) + ", so this run shows nothing.";
  } else if (!changed_.empty()) {
    footer.reason = "Invalid: " + changed_.front() + " changed while the run went on, so its cases are not of one " +
                    "implementation.";
  } else if (in_this_shard == 0) {
    footer.exit_code = 0;
    footer.reason = "As expected: this shard is empty, of " + cases(header_.selected) + " selected in all.";
  } else if (failed() > 0) {
    footer.exit_code = 1;
    footer.reason = "Not conformant: " + cases(failed()) + " of " + std::to_string(in_this_shard) + " failed.";
  } else if (header_.strict && !not_alike.empty() && !header_.patience) {
    footer.exit_code = 1;
    footer.reason = "Not conformant: " + not_alike + ", and a broken should fails.";
  } else if (!stopped_.empty()) {
    footer.reason = "Could not tell: " + stopped_ + ".";
  } else if (of("error") > 0) {
    footer.reason = "Could not tell: " + cases(of("error")) + " ended in an error of the implementation.";
  } else if (undecided_musts_ > 0) {
    footer.reason = "Could not tell: " + cases(undecided_musts_) + " left a must undecided.";
  } else if (judged_ == 0) {
    footer.reason = "Could not tell: nothing was judged.";
  } else if (header_.certification && is_whole(header_) && !footer.alarms.empty()) {
    const auto& first = footer.alarms.front();
    footer.reason = "Could not tell: " + std::to_string(footer.alarms.size()) +
                    (footer.alarms.size() == 1 ? " vacuity alarm" : " vacuity alarms") +
                    ", and a certification leaves none; the first is " + first.subject + ": " + first.text + ".";
  } else {
    footer.exit_code = 0;
    footer.reason = "Conformant in what was judged: " + cases(judged_) + ", none failed";
    footer.reason += not_alike.empty() ? "." : "; " + not_alike + ".";
  }
  return footer;
}

}  // namespace hallmark::run
