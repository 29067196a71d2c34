#include "harness/implementations/reference/sent_commands.h"

namespace hallmark::implementations {

namespace {

std::string key_of(const std::string& request_id, const std::string& device) {
  return canonical_id(request_id) + ' ' + device;
}

}  // namespace

void Commands::reset() { *this = {}; }

void Commands::send(const std::string& device, InFlight command) {
  const auto& id = command.asked->view.request_id;
  auto key = key_of(id, device);
  waiting_ids_.insert(canonical_id(id));
  in_flight_.emplace(key, Sent{++so_far_, std::move(command)});
  sent_.emplace_back(so_far_, std::move(key));
  if (sent_.size() <= most_known) return;
  give_up(sent_.front().first, sent_.front().second);
  sent_.pop_front();
}

InFlight Commands::taken(InFlightTable::iterator place) {
  InFlight command = std::move(place->second.command);
  in_flight_.erase(place);
  waiting_ids_.erase(waiting_ids_.find(canonical_id(command.asked->view.request_id)));
  return command;
}

void Commands::give_up(std::uint64_t number, const std::string& key) {
  const auto [since, until] = in_flight_.equal_range(key);
  for (auto each = since; each != until; ++each) {
    if (each->second.number != number) continue;
    taken(each);
    return;
  }
}

std::optional<InFlight> Commands::take(const std::string& request_id, const std::string& device) {
  const auto found = in_flight_.find(key_of(request_id, device));
  if (found == in_flight_.end()) return std::nullopt;
  return taken(found);
}

void Commands::keep(ById& kept, AskedPointer asked) {
  auto id = canonical_id(asked->view.request_id);
  kept.order.emplace_back(++so_far_, id);
  kept.table[std::move(id)] = {so_far_, std::move(asked)};
  if (kept.order.size() <= most_known) return;
  const auto& [number, oldest] = kept.order.front();
  const auto found = kept.table.find(oldest);
  if (found != kept.table.end() && found->second.first == number) kept.table.erase(found);
  kept.order.pop_front();
}

AskedPointer Commands::find(const ById& kept, const std::string& id) {
  const auto found = kept.table.find(canonical_id(id));
  return found == kept.table.end() ? nullptr : found->second.second;
}

std::string Commands::replay_key(const Asked& asked) {
  return canonical_id(asked.view.request_id) + (asked.view.command_variant == "4" ? " 4" : "");
}

}  // namespace hallmark::implementations
