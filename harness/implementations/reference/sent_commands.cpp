#include "harness/implementations/reference/sent_commands.h"

namespace hallmark::implementations {

namespace {

std::string key_of(const std::string& request_id, const std::string& device) {
  return canonical_id(request_id) + ' ' + device;
}

}  // namespace

void Commands::reset() {
  in_flight_.clear();
  waiting_ids_.clear();
  local_.clear();
  transformed_.clear();
  let_through_.clear();
}

void Commands::send(const std::string& device, InFlight command) {
  const auto& id = command.asked->view.request_id;
  waiting_ids_.insert(canonical_id(id));
  in_flight_.emplace(key_of(id, device), std::move(command));
}

std::optional<InFlight> Commands::take(const std::string& request_id, const std::string& device) {
  const auto found = in_flight_.find(key_of(request_id, device));
  if (found == in_flight_.end()) return std::nullopt;
  InFlight taken = std::move(found->second);
  in_flight_.erase(found);
  waiting_ids_.erase(waiting_ids_.find(canonical_id(request_id)));
  return taken;
}

void Commands::keep(ById& table, AskedPointer asked) {
  auto id = canonical_id(asked->view.request_id);
  table[std::move(id)] = std::move(asked);
}

AskedPointer Commands::find(const ById& table, const std::string& id) {
  const auto found = table.find(canonical_id(id));
  return found == table.end() ? nullptr : found->second;
}

std::string Commands::replay_key(const Asked& asked) {
  return canonical_id(asked.view.request_id) + (asked.view.command_variant == "4" ? " 4" : "");
}

}  // namespace hallmark::implementations
