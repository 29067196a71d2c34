/// \file
/// A small program that speaks the adaptor protocol and misbehaves as a process, on command:
/// `miniature_child MODE [OPERATION]`. With an operation it misbehaves there and is honest elsewhere; it implements
/// nothing, so its honest answers are the least the protocol allows. `exit-after N` and `crash-after N` end after so
/// many answers. In a batch it misbehaves in the place of that operation: what is said there in place of an answer
/// stands in the list.

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using Json = nlohmann::ordered_json;

/// Who misbehaves claims something, or no case would be played.
Json honest_result(const std::string& mode, const std::string& operation, const Json& params) {
  if (operation == "initialize") {
    Json statement = Json::object();
    if (mode != "honest-empty") statement["facets"] = {"restricted-mode", "duis-schema"};
    return {{"protocol", 1},
            {"implementation",
             {{"name", "miniature_child"}, {"version", "1"}, {"vendor", "Hallmark"}, {"language", "C++"}}},
            {"statement", statement}};
  }
  if (operation == "submit") return {{"response", nullptr}, {"rejected", "it implements nothing"}};
  if (operation == "ssi") return {{"outcome", "refused"}, {"reason", "it implements nothing"}};
  if (operation == "installCode") return Json::object({{"request", "1"}});
  if (operation == "report" && params.value("kind", "") == "service-requests") return {{"attempted", 0}, {"failed", 0}};
  if (operation == "report") return {{"included", Json::array()}, {"excluded", Json::array()}};
  if (operation != "drain") return Json::object();
  Json lists = Json::object();
  for (const char* list : {"toDevices", "toUsers", "toCsp", "toRegistration", "installCodes"})
    lists[list] = Json::array();
  return lists;
}

std::string response_line(const Json& id, const Json& result) {
  const Json response = {{"jsonrpc", "2.0"}, {"id", id}, {"result", result}};
  return response.dump() + "\n";
}

/// Where what is written to standard output goes: into the list of a batch; null: out.
std::string*& held_back() {
  static std::string* text = nullptr;
  return text;
}

/// Writes all of it, past any buffer of ours; ends where nobody reads.
void write_all(int descriptor, std::string_view bytes) {
  if (descriptor == STDOUT_FILENO && held_back() != nullptr) {
    held_back()->append(bytes);
    return;
  }
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count <= 0) std::exit(0);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

[[noreturn]] void sleep_for_ever() {
  while (true) std::this_thread::sleep_for(std::chrono::hours(1));
}

/// Megabytes of something, a line at a time.
void write_noise(int descriptor, char letter) {
  const std::string line = std::string(127, letter) + "\n";
  for (int i = 0; i < 32 * 1024; ++i) write_all(descriptor, line);
}

void write_in_pieces(std::string_view line) {
  for (const char& byte : line) {
    write_all(STDOUT_FILENO, std::string_view(&byte, 1));
    if ((&byte - line.data()) % 16 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

[[noreturn]] void flood() {
  const std::string part(64 * 1024, 'x');
  while (true) write_all(STDOUT_FILENO, part);
}

/// A child of ours that outlives us in the same process group and keeps our pipes open.
[[noreturn]] void leave_a_child_behind() {
  if (::fork() == 0) sleep_for_ever();
  std::_Exit(0);
}

/// What is asked, and the honest line in answer.
struct Turn {
  const std::string& operation;
  const Json& id;
  const std::string& line;
};

void write_result(const Turn& turn, const Json& result) { write_all(STDOUT_FILENO, response_line(turn.id, result)); }

void write_error(const Turn& turn, int code, const std::string& message) {
  const Json error = {{"jsonrpc", "2.0"}, {"id", turn.id}, {"error", {{"code", code}, {"message", message}}}};
  write_all(STDOUT_FILENO, error.dump() + "\n");
}

/// A document in answer to a request, and what is honest to anything else.
void respond(const Turn& turn, const std::string& document) {
  if (turn.operation != "submit") return write_all(STDOUT_FILENO, turn.line);
  write_result(turn, {{"response", document}});
}

/// A billion letters in a kilobyte, for whoever expands entities.
std::string entity_bomb() {
  std::string document = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY e0 \"xxxxxxxxxx\">";
  for (int i = 1; i < 10; ++i) {
    document += "<!ENTITY e" + std::to_string(i) + " \"";
    for (int j = 0; j < 10; ++j) document += "&e" + std::to_string(i - 1) + ";";
    document += "\">";
  }
  return document + "]><a>&e9;</a>";
}

std::string external_entity() {
  return "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>";
}

std::string deep_document() {
  constexpr int depth = 200'000;
  std::string document;
  for (int i = 0; i < depth; ++i) document += "<a>";
  for (int i = 0; i < depth; ++i) document += "</a>";
  return document;
}

/// What a terminal would obey, and what a browser would.
const std::string hostile_text =
    "\x1b]0;owned\x07\x1b[31m\x9b"
    "31m\xc2\x9b"
    "2J<script>alert('owned')</script>\"'&amp;]]>";

/// Every string of a result, and names of members that may be anything.
void write_hostile_text(const Turn& turn) {
  // Bytes that are no UTF-8 could not stand in a JSON line: what is left is text that may.
  std::string text = hostile_text;
  text.erase(text.find('\x9b'), 1);
  write_all(STDERR_FILENO, hostile_text + "\n");
  const Json rows = {
      {"toDevices", {{{"device", text}, {"requestId", text}, {"srv", text}, {"schedule", text}}}},
      {"toUsers", {{{"user", text}, {"duis", text}}}},
      {"toCsp", {{{"device", text}, {"restricted", true}}}},
      {"toRegistration",
       {{{"fuel", "gas"}, {"networkOperator", text}, {"updates", {{{"meteringPoint", text}, {"flag", text}}}}}}},
      {"installCodes", {{{"request", text}, {"device", text}, {"from", text}, {"to", text}, {"refused", text}}}}};
  if (turn.operation == "initialize") {
    return write_result(turn,
                        {{"protocol", 1},
                         {"implementation", {{"name", text}, {"version", text}, {"vendor", text}, {"language", text}}},
                         {"statement",
                          {{"facets", {"restricted-mode", "duis-schema", text}},
                           {"rejectionCode", text},
                           {"choices", {{text, text}}},
                           {"adaptor", {{"decides", text}, {text, text}}}}}});
  }
  if (turn.operation == "submit") return write_result(turn, {{"response", text}});
  if (turn.operation == "drain") return write_result(turn, rows);
  if (turn.operation == "advance") return write_error(turn, -32601, text);
  if (turn.operation == "ssi")
    return write_result(turn, {{"outcome", "accepted"}, {"reason", text}, {"restricted", true}});
  write_all(STDOUT_FILENO, turn.line);
}

using Lie = void (*)(const Turn&);

/// What ends the process, or its part in the conversation.
const std::map<std::string_view, Lie>& endings() {
  static const std::map<std::string_view, Lie> table{
      {"exit", [](const Turn&) { std::_Exit(3); }},
      {"exit-zero", [](const Turn&) { std::_Exit(0); }},
      {"crash",
       [](const Turn&) {
         write_all(STDERR_FILENO, "about to abort\n");
         std::abort();
       }},
      {"hang", [](const Turn&) { sleep_for_ever(); }},
      {"late",
       [](const Turn& turn) {
         std::this_thread::sleep_for(std::chrono::seconds(3));
         write_all(STDOUT_FILENO, turn.line);
       }},
      {"flood", [](const Turn&) { flood(); }},
      {"orphan", [](const Turn&) { leave_a_child_behind(); }},
      {"close-output",
       [](const Turn&) {
         ::close(STDOUT_FILENO);
         sleep_for_ever();
       }},
      {"half",
       [](const Turn& turn) {
         write_all(STDOUT_FILENO, turn.line.substr(0, turn.line.size() / 2));
         sleep_for_ever();
       }},
      {"half-exit",
       [](const Turn& turn) {
         write_all(STDOUT_FILENO, turn.line.substr(0, turn.line.size() / 2));
         std::_Exit(0);
       }},
  };
  return table;
}

/// What answers, in a way that is no answer, or a strange one.
const std::map<std::string_view, Lie>& answers() {
  static const std::map<std::string_view, Lie> table{
      {"babble", [](const Turn&) { write_all(STDOUT_FILENO, "Hello, is that you?\n"); }},
      {"garble", [](const Turn& turn) { write_all(STDOUT_FILENO, turn.line.substr(0, turn.line.size() / 2) + "\n"); }},
      {"not-text", [](const Turn&) { write_all(STDOUT_FILENO, "\xFF\xFE{}\n"); }},
      {"not-utf8",
       [](const Turn& turn) {
         write_all(STDOUT_FILENO,
                   "{\"jsonrpc\":\"2.0\",\"id\":" + turn.id.dump() + ",\"result\":{\"a\":\"\xC3\x28\"}}\n");
       }},
      {"deep", [](const Turn&) { write_all(STDOUT_FILENO, std::string(100'000, '[') + "\n"); }},
      {"long-line",
       [](const Turn&) {
         for (int i = 0; i < 100; ++i) write_all(STDOUT_FILENO, std::string(1'000'000, 'x'));
         write_all(STDOUT_FILENO, "\n");
       }},
      {"wrong-id", [](const Turn&) { write_all(STDOUT_FILENO, response_line(4711, Json::object())); }},
      {"broke", [](const Turn& turn) { write_error(turn, -32000, "out of luck"); }},
      {"decline", [](const Turn& turn) { write_error(turn, -32601, "not offered"); }},
      {"split", [](const Turn& turn) { write_in_pieces(turn.line); }},
      {"stderr",
       [](const Turn& turn) {
         write_noise(STDERR_FILENO, 'e');
         write_all(STDOUT_FILENO, turn.line);
       }},
      {"slow",
       [](const Turn& turn) {
         std::this_thread::sleep_for(std::chrono::milliseconds(50));
         write_all(STDOUT_FILENO, turn.line);
       }},
      {"entity-bomb", [](const Turn& turn) { respond(turn, entity_bomb()); }},
      {"external-entity", [](const Turn& turn) { respond(turn, external_entity()); }},
      {"deep-document", [](const Turn& turn) { respond(turn, deep_document()); }},
      {"hostile-text", write_hostile_text},
  };
  return table;
}

/// Answers in the way of the mode; honestly where it is none of these.
void answer(const std::string& mode, const Turn& turn) {
  for (const auto* table : {&endings(), &answers()}) {
    if (const auto lie = table->find(mode); lie != table->end()) return lie->second(turn);
  }
  write_all(STDOUT_FILENO, turn.line);
}

/// One request; whether the conversation goes on.
bool take(const std::string& mode, const std::string& where, const Json& request) {
  const std::string operation = request.value("method", "");
  const std::string line =
      response_line(request["id"], honest_result(mode, operation, request.value("params", Json::object())));
  answer(where.empty() || where == operation ? mode : "honest-empty", {operation, request["id"], line});
  return operation != "shutdown";
}

/// What misbehaves as a list, and not as one of its entries.
std::string list_of(const std::string& mode, std::vector<std::string> entries) {
  if (mode == "one-too-few") entries.pop_back();
  if (mode == "one-too-many") entries.push_back(entries.back());
  if (mode == "turned-round") std::reverse(entries.begin(), entries.end());
  if (mode == "no-list") return R"({"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"no batches here"}})";
  std::string text;
  for (const auto& entry : entries) text += (text.empty() ? "[" : ",") + entry;
  return text + (mode == "open-list" ? "" : "]");
}

/// A batch; what ends the process ends it within the list.
void take_batch(const std::string& mode, const std::string& where, const Json& batch) {
  std::vector<std::string> entries;
  for (const Json& request : batch) {
    // A hundred megabytes are not held back: whoever reads them is to be looked at, not we.
    const bool ends =
        (endings().contains(mode) || mode == "long-line") && (where.empty() || where == request.value("method", ""));
    if (ends) write_all(STDOUT_FILENO, "[");
    std::string entry;
    if (!ends) held_back() = &entry;
    take(mode, where, request);
    held_back() = nullptr;
    if (entry.ends_with('\n')) entry.pop_back();
    entries.push_back(entry);
  }
  write_all(STDOUT_FILENO, list_of(mode, std::move(entries)) + "\n");
}

/// What it does before it has read anything.
void begin(const std::string& mode) {
  if (mode == "exit-at-once") std::_Exit(3);
  if (mode == "slow-start") std::this_thread::sleep_for(std::chrono::milliseconds(100));
  // White space before a JSON text means nothing; but nobody reads our input meanwhile.
  if (mode == "eager") write_all(STDOUT_FILENO, std::string(4 * 1024 * 1024, ' '));
}

}  // namespace

int main(int count, char** arguments) {
  const std::string mode = count > 1 ? arguments[1] : "honest-empty";
  const std::string where = count > 2 ? arguments[2] : "";
  const bool counts = mode == "exit-after" || mode == "crash-after";
  long answers_left = counts ? std::strtol(where.c_str(), nullptr, 10) : -1;
  begin(mode == "exit" && where.empty() ? "exit-at-once" : mode);
  for (std::string request_line; answers_left != 0 && std::getline(std::cin, request_line); --answers_left) {
    const Json request = Json::parse(request_line, nullptr, false);
    if (request.is_discarded()) return 4;
    if (request.is_array()) {
      take_batch(mode, where, request);
    } else if (!take(mode, where, request)) {
      if (mode == "linger") sleep_for_ever();
      return 0;
    }
  }
  if (mode == "crash-after") std::abort();
  return 0;
}
