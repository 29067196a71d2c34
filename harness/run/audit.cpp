#include "harness/run/audit.h"

#include <algorithm>

#include "harness/run/shrink.h"

namespace hallmark::run {

using observation::Observation;
using verdict::Outcome;

namespace {

constexpr std::size_t most_lines = 200'000;

bool is_same(const verdict::Judgement& one, const verdict::Judgement& other) {
  return one.outcome == other.outcome && one.requirements == other.requirements;
}

/// The next line, garbled ones counted and left out where that is wanted.
std::optional<TraceLine> next_line(TraceReader& reader, bool skip_garbled, std::size_t& garbled) {
  for (;;) {
    try {
      return reader.next();
    } catch (const GarbledLine&) {
      if (!skip_garbled) throw;
      ++garbled;
    }
  }
}

void count(std::map<std::string, std::pair<std::size_t, std::size_t>>& rows, const verdict::Judgement& judgement,
           std::size_t line) {
  for (const auto& id : judgement.requirements) {
    auto& [times, first] = rows[id];
    if (++times == 1) first = line;
  }
}

void note(Audit& audit, const verdict::Judged& judged, std::size_t line) {
  audit.judgements += judged.judgements.size();
  for (const auto& judgement : judged.judgements) {
    if (judgement.outcome == Outcome::warn) count(audit.warned, judgement, line);
    if (judgement.outcome == Outcome::error && !audit.error) audit.error = Breach{line, judgement};
    if (judgement.outcome != Outcome::fail) continue;
    count(audit.broken, judgement, line);
    if (!audit.first) audit.first = Breach{line, judgement};
  }
}

/// The ids that a line is about, as far as they tell one line from another.
std::set<std::string> ids_of(const Exchange& exchange) {
  std::set<std::string> ids;
  const auto& stimulus = exchange.stimulus;
  if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) {
    ids.insert(submit->reading.devices.begin(), submit->reading.devices.end());
    ids.insert(submit->reading.request_id);
  }
  if (const auto* ssi = std::get_if<scenario::Ssi>(&stimulus)) ids.insert(ssi->device);
  if (const auto* from = std::get_if<scenario::FromDevice>(&stimulus)) {
    ids.insert({from->device, from->request_id.value_or("")});
  }
  if (const auto* inventory = std::get_if<scenario::Inventory>(&stimulus)) {
    ids.insert(inventory->devices.begin(), inventory->devices.end());
    if (inventory->add) ids.insert(inventory->add->id);
  }
  if (const auto* code = std::get_if<scenario::InstallCode>(&stimulus)) {
    ids.insert(code->devices.begin(), code->devices.end());
  }
  if (const auto* registration = std::get_if<scenario::Registration>(&stimulus)) {
    ids.insert(registration->metering_point);
  }
  if (const auto* drained = observation::answer<observation::Drained>(exchange.observation)) {
    for (const auto& row : drained->effects.to_devices) ids.insert({row.device, row.request_id});
    for (const auto& row : drained->effects.to_users) ids.insert(row.document.reading.request_id);
  }
  ids.erase("");
  return ids;
}

/// Who shares a hub or a metering point with these, and those points.
void add_neighbours(const scenario::Estate& estate, std::set<std::string>& ids) {
  const auto named = ids;
  for (const auto& device : estate.devices) {
    const auto& points = device.metering_points;
    const bool near =
        named.contains(device.id) || named.contains(device.hub) ||
        std::any_of(points.begin(), points.end(), [&](const auto& point) { return named.contains(point); });
    if (!near) continue;
    ids.insert(device.id);
    ids.insert(device.hub);
    ids.insert(points.begin(), points.end());
  }
  ids.erase("");
}

/// Those of the ids that a sentence names.
std::set<std::string> named_in(const std::string& sentence, const std::set<std::string>& ids) {
  std::set<std::string> named;
  for (const auto& id : ids) {
    if (sentence.find(id) != std::string::npos) named.insert(id);
  }
  return named;
}

bool is_about(const TraceLine& line, const std::set<std::string>& ids) {
  const auto own = ids_of(line.exchange);
  return std::any_of(own.begin(), own.end(), [&](const auto& id) { return ids.contains(id); });
}

/// A trace cut down to some lines: does the last of them still break the same demand?
bool breaks(const Rules& rules, const TraceHeader& header, const std::vector<TraceLine>& lines, const TraceLine& last,
            const verdict::Judgement& wanted) {
  Auditor auditor(rules, header);
  for (const auto& line : lines) auditor.take(line);
  const auto judged = auditor.take(last).judgements;
  return std::any_of(judged.begin(), judged.end(), [&](const auto& each) { return is_same(each, wanted); });
}

/// The line of the breach, and before it the lines about those ids, all of them where there are none; empty: too many.
std::vector<TraceLine> lines_about(const std::filesystem::path& file, const Rules& rules, std::size_t last,
                                   const std::set<std::string>& ids) {
  TraceReader reader(file, *rules.facts, *rules.vote);
  std::vector<TraceLine> lines;
  std::size_t garbled = 0;
  while (auto line = next_line(reader, true, garbled)) {
    const bool is_last = line->number == last;
    if (is_last || ids.empty() || is_about(*line, ids)) lines.push_back(std::move(*line));
    if (is_last) return lines;
    if (lines.size() > most_lines) break;
  }
  return {};
}

TraceLine line_at(const std::filesystem::path& file, const Rules& rules, std::size_t number) {
  TraceReader reader(file, *rules.facts, *rules.vote);
  std::size_t garbled = 0;
  while (auto line = next_line(reader, true, garbled)) {
    if (line->number == number) return std::move(*line);
  }
  throw std::runtime_error(file.string() + ": has changed while it was read");
}

}  // namespace

Auditor::Auditor(const Rules& rules, const TraceHeader& header)
    : rules_(rules), world_(*rules.facts, *rules.profile, header.statement) {
  world_.learn(scenario::Reset{header.estate}, observation::Answered{observation::Done{}});
}

/// The SRV in the header of a request of the trace so far, or null.
const std::string* Auditor::srv_of(const std::string& request_id) const {
  const auto watched = world_.transactions().find(request_id);
  if (watched != world_.transactions().end()) return &watched->second.reading.header_srv;
  const auto* past = world_.past().find(request_id);
  return past == nullptr ? nullptr : &past->srv;
}

bool Auditor::is_old(const std::string& request_id) const {
  return !request_id.empty() && srv_of(request_id) == nullptr;
}

/// It names a request of the trace and does what that asked; a scheduled run may carry any id, but not any SRV.
bool Auditor::is_judged_by_its_request(const observation::ToDevice& row) const {
  const auto* srv = srv_of(row.request_id);
  return srv != nullptr && (row.srv.empty() || row.srv == *srv);
}

/// What was asked before the trace began may still be answered and carried out in it, and in a live system many
/// requests are on their way to one device.
void Auditor::excuse(oracle::Expectation& expectation, const observation::Effects& effects) {
  std::vector<const observation::ToDevice*> commands;
  for (const auto& row : effects.to_devices) {
    if (is_old(row.request_id)) ++from_before_;
    if (is_old(row.request_id) || is_judged_by_its_request(row)) commands.push_back(&row);
  }
  const bool all_explained = commands.size() == effects.to_devices.size();
  const bool some_are_old =
      std::any_of(commands.begin(), commands.end(), [&](const auto* row) { return is_old(row->request_id); });
  std::erase_if(expectation.demands, [&](oracle::Demand& demand) {
    if (std::holds_alternative<oracle::NoCommands>(demand.condition)) return some_are_old && all_explained;
    auto* none = std::get_if<oracle::NoCommandFor>(&demand.condition);
    if (none == nullptr || !all_explained || (none->request_id.empty() && some_are_old)) return false;
    none->devices.clear();
    return none->request_id.empty();
  });
  for (const auto& row : effects.to_users) {
    const auto& id = row.document.reading.request_id;
    if (!is_old(id)) continue;
    ++from_before_;
    for (auto& demand : expectation.demands) {
      if (auto* match = std::get_if<oracle::DeliveriesMatch>(&demand.condition))
        match->requests.emplace_back(id, row.user);
    }
  }
}

verdict::Judged Auditor::take(const TraceLine& line) {
  const auto& [stimulus, observation] = line.exchange;
  if (line.at && *line.at > world_.now()) {
    world_.learn(scenario::Advance{*line.at}, observation::Answered{observation::Done{}});
  }
  if (!line.unreadable.empty()) return {};
  auto expectation = world_.expect(stimulus);
  const auto* drained = observation::answer<observation::Drained>(observation);
  if (drained != nullptr) excuse(expectation, drained->effects);
  auto judged = verdict::judge(expectation, observation, static_cast<int>(line.number), rules_.strict);
  world_.learn(stimulus, observation);
  return judged;
}

Audit audit(const std::filesystem::path& file, const Rules& rules, bool skip_garbled) {
  TraceReader reader(file, *rules.facts, *rules.vote);
  Audit found;
  found.header = reader.header();
  Auditor auditor(rules, found.header);
  while (const auto line = next_line(reader, skip_garbled, found.garbled)) {
    ++(line->unreadable.empty() ? found.steps : found.unreadable);
    note(found, auditor.take(*line), line->number);
  }
  found.from_before = auditor.from_before();
  found.remarks = auditor.remarks();
  return found;
}

std::vector<TraceLine> lines_that_matter(const std::filesystem::path& file, const Rules& rules, const Breach& breach) {
  const TraceHeader header = TraceReader(file, *rules.facts, *rules.vote).header();
  const auto last = line_at(file, rules, breach.line);
  const auto all = ids_of(last.exchange);
  auto near = named_in(breach.judgement.reason, all);
  auto wide = all;
  add_neighbours(header.estate, near);
  add_neighbours(header.estate, wide);
  // First the lines about what the reason names, then about all that the line names, then all lines.
  for (const auto& ids : {near, wide, std::set<std::string>{}}) {
    auto lines = lines_about(file, rules, breach.line, ids);
    if (lines.empty()) continue;
    lines.pop_back();
    if (!breaks(rules, header, lines, last, breach.judgement)) continue;
    auto matter =
        least(std::move(lines), [&](const auto& some) { return breaks(rules, header, some, last, breach.judgement); });
    matter.push_back(last);
    return matter;
  }
  return {};
}

}  // namespace hallmark::run
