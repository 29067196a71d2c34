// A small implementation as a plug-in: copy it and put your product in its place.
//
//     g++ -std=c++20 -O2 -shared -fPIC -I HALLMARK flag_store.cpp -lpugixml -o flag_store.so
//     hallmark check so:flag_store.so
//     hallmark run so:flag_store.so --suite restricted/flag_control
//
// HALLMARK is the folder that this project lies in; of it only harness/adaptor/plugin/hallmark_plugin.h is needed. The
// store keeps one flag for each meter, offers one Service Request (4.1.1, Read Instantaneous Import Registers, on
// demand) and refuses every other. JSON is read by nlohmann/json, XML by pugixml, which take no entities from a
// DOCTYPE.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <pugixml.hpp>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "harness/adaptor/plugin/hallmark_plugin.h"

const unsigned hallmark_plugin_version = HALLMARK_PLUGIN_VERSION;

namespace {

using Json = nlohmann::json;

constexpr const char* duis_namespace = "http://www.dccinterface.co.uk/ServiceUserGateway";
const std::set<std::string> meters = {"ESME", "GSME"};
const std::map<std::string, std::set<std::string>> roles_for = {{"4.1.1", {"IS", "GS", "ED", "GT"}}};

/// An operation, or a use of one, that is not offered: what the error of the answer says.
struct Declined : std::runtime_error {
  Declined(int number, const std::string& message) : std::runtime_error(message), code(number) {}
  int code;
};

/// What the Header of a request tells.
struct Told {
  std::string request_id, command_variant, reference, variant, originator, target;
};

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

std::string local_name(const pugi::xml_node& node) {
  const std::string name = node.name();
  return name.substr(name.find(':') + 1);
}

/// The text of an element of the Header. Throws where it is not there once, or of another shape.
std::string told(const pugi::xml_node& header, const char* element, const char* shape) {
  for (const auto& node : header.children()) {
    if (local_name(node) != element) continue;
    std::string text;
    for (const auto& part : node.children()) {
      if (part.type() == pugi::node_element) throw std::invalid_argument("an element inside a value");
      if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) text += part.value();
    }
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin != std::string::npos) text = text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
    if (text.size() < 100 && std::regex_match(text, std::regex(shape))) return text;
  }
  throw std::invalid_argument(std::string(element) + " is missing or of another shape");
}

/// Throws std::invalid_argument for what is no Request.
Told read_header(const std::string& text) {
  pugi::xml_document document;
  const auto read = document.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  if (!read || text.find("<!DOCTYPE") != std::string::npos || text.find(duis_namespace) == std::string::npos)
    throw std::invalid_argument("no XML, or a DOCTYPE");
  pugi::xml_node header;
  for (const auto& node : document.document_element().children()) {
    if (local_name(node) == "Header") header = node;
  }
  Told found;
  found.request_id = told(header, "RequestID", "[0-9A-Fa-f-]{23}:[0-9A-Fa-f-]{23}:(0|[1-9][0-9]{0,18})");
  found.command_variant = told(header, "CommandVariant", "[1-8]");
  found.reference = told(header, "ServiceReference", R"([0-9]{1,2}\.[0-9]{1,2})");
  found.variant = told(header, "ServiceReferenceVariant", R"([0-9]{1,2}(\.[0-9]{1,2}){1,2})");
  found.originator = upper(found.request_id.substr(0, 23));
  found.target = upper(found.request_id.substr(24, 23));
  return found;
}

/// A member, or what to take where it is absent or null.
std::string text_of(const Json& object, const char* name, const char* usual = "") {
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? usual : found->get<std::string>();
}

/// The implementation: what it knows, and what went out since the last drain.
class Store {
 public:
  Json carry_out(const std::string& operation, const Json& params) {
    using Operation = Json (Store::*)(const Json&);
    static const std::map<std::string, Operation> operations = {{"initialize", &Store::initialize},
                                                                {"reset", &Store::reset},
                                                                {"submit", &Store::submit},
                                                                {"ssi", &Store::ssi},
                                                                {"inventory", &Store::inventory},
                                                                {"registration", &Store::registration},
                                                                {"fromDevice", &Store::from_device},
                                                                {"advance", &Store::advance},
                                                                {"drain", &Store::drain},
                                                                {"shutdown", &Store::shutdown}};
    const auto found = operations.find(operation);
    if (found == operations.end()) throw Declined(-32601, "not offered");
    return (this->*found->second)(params);
  }

 private:
  // The conversation

  Json initialize(const Json& params) {
    schema_ = params.at("schema");
    return {{"protocol", 1},
            {"implementation", {{"name", "Flag store"}, {"version", "1"}, {"vendor", "Example"}, {"language", "C++"}}},
            {"statement",
             {{"facets", {"restricted-mode"}},
              {"srvs", {"4.1.1"}},
              {"commandVariants", {1}},
              {"rejectionCode", "E5"},
              {"adaptor", {{"decides", "nothing"}}}}}};
  }

  Json reset(const Json& params) {
    const std::string schema = schema_;
    *this = Store();
    schema_ = schema;
    const Json& estate = params.at("estate");
    now_ = estate.at("now");
    dcc_ = estate.at("dcc");
    for (const auto& user : estate.at("users")) roles_[user.at("id")] = user.at("roles").get<std::set<std::string>>();
    for (const auto& point : estate.at("meteringPoints")) points_[point.at("id")] = point;
    for (const auto& device : estate.at("devices")) {
      devices_[device.at("id")] = device;
      if (device.value("restricted", false)) restricted_.insert(device.at("id").get<std::string>());
    }
    return Json::object();
  }

  Json drain(const Json&) { return std::exchange(out_, nothing()); }

  Json advance(const Json& params) {
    now_ = params.at("to");
    return Json::object();
  }

  Json shutdown(const Json&) { return Json::object(); }

  // The Self Service Interface

  static Json refused(const char* reason) { return {{"outcome", "refused"}, {"reason", reason}}; }

  Json ssi(const Json& params) {
    const auto found = devices_.find(params.at("device"));
    if (found == devices_.end()) return refused("no such device");
    const Json& device = found->second;
    const std::string user = params.at("user");
    if (params.at("action") == "read") {
      if (!controls(user, device) && !operates_network(user, device)) return refused("not a party of this device");
      return {{"outcome", "accepted"}, {"restricted", is_restricted(device)}, {"serviceFlag", service_flag(device)}};
    }
    if (!controls(user, device)) return refused("not the Responsible Supplier");
    if (!meters.contains(device.at("type")) || device.at("smets") != 2) return refused("not a SMETS2 meter");
    if (params.at("action") == "clear-restricted") {
      restricted_.erase(device.at("id"));
    } else if (text_of(device, "paymentMode") == "prepayment") {
      return refused("in prepayment mode");
    } else {
      restricted_.insert(device.at("id").get<std::string>());
    }
    return {{"outcome", "accepted"}};
  }

  static std::vector<std::string> point_ids(const Json& device) {
    const auto found = device.find("meteringPoints");
    return found == device.end() || found->is_null() ? std::vector<std::string>()
                                                     : found->get<std::vector<std::string>>();
  }

  std::vector<Json> points_of(const Json& device) const {
    std::vector<Json> points;
    for (const auto& id : point_ids(device)) {
      if (const auto found = points_.find(id); found != points_.end()) points.push_back(found->second);
    }
    return points;
  }

  /// The Responsible Supplier is that of the import point; the DCC may do what it may.
  bool controls(const std::string& user, const Json& device) const {
    const auto points = points_of(device);
    return user == dcc_ || std::any_of(points.begin(), points.end(), [&](const Json& point) {
             return text_of(point, "direction", "import") == "import" && text_of(point, "supplier") == user;
           });
  }

  bool operates_network(const std::string& user, const Json& device) const {
    const auto points = points_of(device);
    return std::any_of(points.begin(), points.end(),
                       [&](const Json& point) { return text_of(point, "networkOperator") == user; });
  }

  Json service_flag(const Json& device) const {
    for (const auto& point : points_of(device)) {
      if (text_of(point, "direction", "import") == "import") return point.value("serviceFlag", Json());
    }
    return nullptr;
  }

  /// A Gas Proxy Function mirrors the gas meter of its point, so it is as Restricted as that meter.
  bool is_restricted(const Json& device) const {
    if (device.at("type") != "GPF") return restricted_.contains(device.at("id"));
    const auto mirrored = point_ids(device);
    return std::any_of(devices_.begin(), devices_.end(), [&](const auto& each) {
      const auto own = point_ids(each.second);
      return each.second.at("type") == "GSME" && restricted_.contains(each.first) &&
             std::find_first_of(own.begin(), own.end(), mirrored.begin(), mirrored.end()) != own.end();
    });
  }

  // Requests

  Json submit(const Json& params) {
    const std::string text = params.at("duis");
    Told request;
    try {
      request = read_header(text);
    } catch (const std::invalid_argument& problem) {
      // No valid Response could carry this refusal: it would have to repeat what is wrong.
      return {{"response", nullptr}, {"rejected", problem.what()}};
    }
    const bool is_for_later = text.find("ExecutionDateTime") != std::string::npos;
    const auto refusal = refusal_of(params.at("user"), params.at("service"), request, is_for_later);
    if (!refusal) {
      asked_[request.request_id] = {params.at("user"), request};
      out_["toDevices"].push_back({{"device", request.target},
                                   {"requestId", request.request_id},
                                   {"srv", request.variant},
                                   {"schedule", nullptr},
                                   {"payload", nullptr}});
    }
    return {{"response", response(request, refusal.value_or("I99"), "")}};
  }

  /// The ResponseCode that refuses, if one does.
  std::optional<std::string> refusal_of(const std::string& user, const std::string& service, const Told& request,
                                        bool is_for_later) const {
    const auto allowed = roles_for.find(request.variant);
    if (request.command_variant != "1" || allowed == roles_for.end() || is_for_later) return "E12";
    if (service != "send-command") return "E13";
    const auto roles = roles_.find(user);
    if (request.originator != user || roles == roles_.end()) return "E1";
    const auto is_allowed = [&](const std::string& role) { return allowed->second.contains(role); };
    if (std::none_of(roles->second.begin(), roles->second.end(), is_allowed)) return "E2";
    const auto device = devices_.find(request.target);
    if (device == devices_.end()) return "E19";
    const std::string type = device->second.at("type");
    if (type != "GPF" && !meters.contains(type)) return "E11";
    return is_restricted(device->second) ? std::optional<std::string>("E5") : std::nullopt;
  }

  /// A DUIS Response. Without a payload it is the answer to the request, with one it brings what the device said.
  std::string response(const Told& request, const std::string& code, const std::string& payload) {
    pugi::xml_document document;
    auto root = document.append_child("sr:Response");
    root.append_attribute("xmlns:sr") = duis_namespace;
    root.append_attribute("schemaVersion") = schema_.c_str();
    auto header = root.append_child("sr:Header");
    auto message = root.append_child("sr:Body").append_child("sr:ResponseMessage");
    const auto add = [](pugi::xml_node parent, const char* name, const std::string& text) {
      if (!text.empty()) parent.append_child(name).text().set(text.c_str());
    };
    const std::string id = request.target + ':' + request.originator + ':' + std::to_string(++responses_);
    add(header, "sr:RequestID", request.request_id);
    add(header, "sr:ResponseID", payload.empty() ? "" : id);
    add(header, "sr:ResponseCode", code);
    add(header, "sr:ResponseDateTime", now_);
    add(message, "sr:ServiceReference", request.reference);
    add(message, "sr:ServiceReferenceVariant", request.variant);
    add(message, "sr:GBCSPayload", payload);
    std::ostringstream text;
    document.save(text, "", pugi::format_raw | pugi::format_no_declaration);
    return text.str();
  }

  Json from_device(const Json& params) {
    if (params.at("kind") == "dcc-alert") throw Declined(-32602, "it makes no DCC Alerts");
    const auto asked = asked_.find(text_of(params, "requestId"));
    if (asked == asked_.end() || asked->second.second.target != params.at("device")) return Json::object();
    // What was asked before the flag was set is withheld while it is.
    if (is_restricted(devices_.at(params.at("device")))) return Json::object();
    const auto& [user, request] = asked->second;
    out_["toUsers"].push_back({{"user", user}, {"duis", response(request, "I0", params.at("payload"))}});
    return Json::object();
  }

  // What it is told

  Json inventory(const Json& params) {
    if (params.contains("add")) {
      devices_[params["add"].at("id")] = params["add"];
      return Json::object();
    }
    const Json ids = params.contains("devices") ? params["devices"] : Json::array({params.at("device")});
    for (const std::string id : ids) {
      for (const char* member : {"status", "paymentMode", "meteringPoints", "hub"}) {
        if (devices_.contains(id) && params.contains(member)) devices_[id][member] = params[member];
      }
      if (text_of(params, "paymentMode") == "prepayment") restricted_.erase(id);  // no meter is both
    }
    return Json::object();
  }

  Json registration(const Json& params) {
    const auto point = points_.find(params.at("meteringPoint"));
    if (point != points_.end() && params.at("event") == "change-of-supplier")
      point->second["supplier"] = params.at("supplier");
    return Json::object();
  }

  static Json nothing() {
    Json lists;
    for (const char* list : {"toDevices", "toUsers", "toCsp", "toRegistration", "installCodes"})
      lists[list] = Json::array();
    return lists;
  }

  std::string schema_ = "5.1";
  std::string now_;
  std::string dcc_;
  std::map<std::string, std::set<std::string>> roles_;
  std::map<std::string, Json> points_;
  std::map<std::string, Json> devices_;
  std::set<std::string> restricted_;
  std::map<std::string, std::pair<std::string, Told>> asked_;  ///< by RequestID: who asked, and what the Header told
  std::uint64_t responses_ = 0;
  Json out_ = nothing();
};

Json answer(Store& store, const Json& request) {
  Json response = {{"jsonrpc", "2.0"}, {"id", request.at("id")}};
  try {
    response["result"] = store.carry_out(request.at("method"), request.at("params"));
  } catch (const Declined& declined) {
    response["error"] = {{"code", declined.code}, {"message", declined.what()}};
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "%s\n", problem.what());
    response["error"] = {{"code", -32000}, {"message", problem.what()}};
  }
  return response;
}

}  // namespace

const char* hallmark_plugin_exchange(const char* request, size_t request_length, size_t* response_length) {
  static Store store;
  static std::string line;  // it has to stay until the next call
  const Json message = Json::parse(request, request + request_length, nullptr, false);
  if (message.is_discarded()) return nullptr;
  if (message.is_array()) {
    Json responses = Json::array();
    for (const auto& each : message) responses.push_back(answer(store, each));
    line = responses.dump();
  } else {
    line = answer(store, message).dump();
  }
  *response_length = line.size();
  return line.data();
}
