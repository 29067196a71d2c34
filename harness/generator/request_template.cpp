#include "harness/generator/request_template.h"

#include <algorithm>
#include <pugixml.hpp>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string_view>

#include "harness/generator/request_tree.h"

namespace hallmark::generator {

namespace {

constexpr std::int64_t day = 86400;

bool is_gas(const std::string& device_type) { return device_type == "GSME" || device_type == "GPF"; }

/// The element that stands in a Create Schedule for what it schedules.
std::string scheduled_element(const spec::ServiceRequest& scheduled) { return "DSP" + scheduled.body_element; }

/// Branches that the facts decide, the more telling first. All devices of an estate are in credit mode, and a request
/// about a schedule or an inventory names it by its id.
std::vector<std::string> telling_names(const TemplateUse& use) {
  std::vector<std::string> names = {"CreditMode", "Credit", "DSPScheduleID", "DeviceID"};
  names.emplace_back(is_gas(use.device_type) ? "ImportMPRN" : "ImportMPANs");
  names.emplace_back(use.device_type == "CHF" ? "UpdateDeviceStatusCH" : "UpdateDeviceStatusExceptCH");
  if (use.role == "ED") names.emplace_back("ElectricityNetworkOperatorAlerts");
  if (use.scheduled != nullptr) names.insert(names.begin(), scheduled_element(*use.scheduled));
  return names;
}

/// Whether a branch says by its name that it is for the fuel of the device.
bool is_of_fuel(const std::string& name, const std::string& device_type) {
  const std::string_view fuel = is_gas(device_type) ? "Gas" : "Elec";
  return !device_type.empty() && name.find(fuel) != std::string::npos;
}

/// The name a branch goes by: a group's is that of its first element.
const std::string& name_of_branch(const std::vector<Node>& nodes, Index branch) {
  while (nodes[branch].kind != Node::Kind::element && nodes[branch].child_count > 0) branch = nodes[branch].first_child;
  return nodes[branch].name;
}

/// What the dates of a document have to be, whatever the schema allows.
void settle_dates(pugi::xml_node body, scenario::Instant now) {
  const auto date = [](scenario::Instant instant) { return scenario::text(instant).substr(0, 10); };
  set_all(body, "sr:StartDateTime", scenario::text(now + -7 * day));
  set_all(body, "sr:EndDateTime", scenario::text(now + -1 * day));
  set_all(body, "sr:BillingPeriodStart", scenario::text(now + 30 * day));
  for (const auto* past : {"sr:InstallDateTime", "sr:UserRefDateTime"}) set_all(body, past, scenario::text(now));
  set_all(body, "sr:ScheduleFrequency", "Daily");
  set_all(body, "sr:ScheduleEndDate", date(now + 365 * day));
  set_all(body, "sr:StartDateOffset", "-1");
  set_all(body, "sr:EndDateOffset", "0");
  // A calendar's dates hold elements; the others are texts.
  for_each(body, "sr:StartDate", [&](pugi::xml_node node) {
    if (!node.first_child().first_child() && !node.child("sr:Year")) node.text().set(date(now + day).c_str());
  });
  for_each(body, "sr:EndDate", [&](pugi::xml_node node) {
    if (!node.first_child().first_child() && !node.child("sr:Year")) node.text().set(date(now + 365 * day).c_str());
  });
}

/// The text of the first element of that name in the samples of a Service Request, else in any; empty: in none.
std::string text_in_samples(const std::vector<schema::Sample>& samples, const std::string& srv,
                            const std::string& element) {
  std::string found;
  for (const bool of_same : {true, false}) {
    for (const auto& sample : samples) {
      if (of_same != (sample.srv == srv) || sample.xml.find(element) == std::string::npos) continue;
      pugi::xml_document document;
      load(document, sample.xml);
      for_each(document, element, [&](pugi::xml_node node) {
        if (found.empty()) found = node.text().get();
      });
      if (!found.empty()) return found;
    }
  }
  return found;
}

/// Only an issuer can make a certificate: those of the samples stand in.
void borrow_certificates(pugi::xml_node body, const std::vector<schema::Sample>& samples, const std::string& srv) {
  static const std::vector<std::string> certificates = {"sr:Certificate",
                                                        "sr:DigitalSigningCertificate",
                                                        "sr:KeyAgreementCertificate",
                                                        "sr:KeyAgreementTopUpCertificate",
                                                        "sr:DeviceCertificate",
                                                        "sr:KAPublicSecurityCredential",
                                                        "sr:KAPublicSecurityCredentials"};
  for (const auto& element : certificates) {
    bool wanted = false;
    for_each(body, element, [&](pugi::xml_node node) { wanted = wanted || !node.first_child().first_child(); });
    if (!wanted) continue;
    auto text = text_in_samples(samples, srv, element);
    if (text.empty()) text = text_in_samples(samples, srv, "sr:KAPublicSecurityCredentials");
    set_all(body, element, text);
  }
}

/// Documents go with a placeholder where they are not signed, as the samples do.
void borrow_signature(pugi::xml_node root, const schema::Sample& sample) {
  pugi::xml_document document;
  load(document, sample.xml);
  const auto signature = document.child("sr:Request").child("ds:Signature");
  if (!signature) return;
  root.append_attribute("xmlns:ds").set_value("http://www.w3.org/2000/09/xmldsig#");
  root.append_copy(signature);
}

}  // namespace

RequestTemplates::RequestTemplates(const RequestGrammar& grammar, const std::vector<schema::Sample>& samples)
    : grammar_(grammar), samples_(samples) {}

std::vector<Index> RequestTemplates::branches(const TemplateUse& use, std::uint32_t body) const {
  const auto& nodes = grammar_.blueprint.nodes;
  const auto names = telling_names(use);
  std::vector<std::pair<std::size_t, Index>> ranked;
  std::vector<Index> open = {grammar_.documents.node_of_body(body)};
  while (!open.empty()) {
    const Node& node = nodes[open.back()];
    open.pop_back();
    for (Index i = 0; i < node.child_count; ++i) {
      const Index child = node.first_child + i;
      open.push_back(child);
      if (node.kind != Node::Kind::choice) continue;
      const auto& name = name_of_branch(nodes, child);
      const auto rank = static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
      if (rank < names.size() || is_of_fuel(name, use.device_type)) ranked.emplace_back(rank, child);
    }
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<Index> chosen;
  for (const auto& [rank, child] : ranked) chosen.push_back(child);
  return chosen;
}

schema::Sample RequestTemplates::write(const TemplateUse& use, Size size, std::uint64_t seed,
                                       scenario::Instant now) const {
  const auto body_index = grammar_.documents.body(use.service->body_element);
  if (!body_index) throw std::invalid_argument("the schema has no body " + use.service->body_element);
  const auto chosen = branches(use, *body_index);
  Recipe recipe;
  recipe.body = *body_index;
  recipe.size = size;
  recipe.seed = seed;
  recipe.now = now;
  recipe.branches = &chosen;
  std::string xml;
  grammar_.documents.write(recipe, xml);

  pugi::xml_document document;
  load(document, xml);
  auto root = document.child("sr:Request");
  auto body = root.child("sr:Body");
  for (const auto* of_sequence : {"sr:FirstInSequence", "sr:PrecedingServiceRequestID"})
    root.child("sr:Header").remove_child(of_sequence);
  settle_dates(body, now);
  borrow_certificates(body, samples_, use.service->variant);
  if (use.scheduled != nullptr) {
    set_all(body, "sr:DSPScheduledServiceReference", use.scheduled->reference);
    set_all(body, "sr:DSPScheduledServiceReferenceVariant", use.scheduled->variant);
  }
  if (!samples_.empty()) borrow_signature(root, samples_.front());

  schema::Sample made;
  made.file = size == Size::least ? "least" : "rich";
  made.srv = use.service->variant;
  made.body_element = use.service->body_element;
  made.future_dated = static_cast<bool>(body.find_node(
      [](const pugi::xml_node& node) { return std::string_view(node.name()) == "sr:ExecutionDateTime"; }));
  made.xml = compact(document);
  return made;
}

const spec::ServiceRequest* RequestTemplates::schedulable(const spec::Facts& facts, const std::string& role,
                                                          const std::string& device_type) const {
  const auto has = [](const std::vector<std::string>& list, const std::string& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
  };
  const spec::ServiceRequest* best = nullptr;
  for (const auto& service : facts.service_requests) {
    const bool fits = service.schedulable && has(service.roles, role) && has(service.device_types, device_type);
    const auto& blueprint = grammar_.blueprint;
    if (!fits || blueprint.find("Request/Body/CreateSchedule/" + scheduled_element(service)) == no_index) continue;
    const bool reads_more = best != nullptr && !has(best->sensitive_device_types, device_type) &&
                            has(service.sensitive_device_types, device_type);
    if (best == nullptr || reads_more) best = &service;
  }
  return best;
}

}  // namespace hallmark::generator
