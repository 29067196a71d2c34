#include "harness/generator/request_template.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <pugixml.hpp>
#include <regex>
#include <set>

#include "harness/generator/generator_scene.h"
#include "harness/generator/request.h"
#include "harness/generator/request_reread.h"
#include "harness/schema/validator.h"

namespace hallmark::generator {
namespace {

namespace fs = std::filesystem;

const fs::path folder_of_5_1 = HALLMARK_SHARE_DIR "/schema/duis-5.1";
const fs::path folder_of_5_4 = HALLMARK_SOURCE_DIR "/../shared/duis/5.4";

const RequestTemplates& templates() {
  static const RequestGrammar grammar(facts(), folder_of_5_1);
  static const RequestTemplates made(grammar, samples());
  return made;
}

std::vector<std::string> texts_of(const pugi::xml_document& document, const std::string& name) {
  std::vector<std::string> found;
  for (const auto& match : document.select_nodes(("//*[local-name()='" + name + "']").c_str()))
    found.emplace_back(match.node().text().get());
  return found;
}

/// What a fair request does not say, whatever the schema allows.
std::vector<std::string> unfair(const std::string& xml, const TemplateUse& use) {
  std::vector<std::string> found;
  pugi::xml_document document;
  document.load_buffer(xml.data(), xml.size());
  const auto begins = texts_of(document, "StartDateTime");
  const auto ends = texts_of(document, "EndDateTime");
  for (std::size_t i = 0; i < begins.size(); ++i) {
    if (begins[i] >= ends.at(i) || ends.at(i) > scenario::text(estate().estate.now))
      found.push_back("it reads the future");
  }
  for (const auto* of_sequence : {"FirstInSequence", "PrecedingServiceRequestID"}) {
    if (!texts_of(document, of_sequence).empty()) found.emplace_back(of_sequence);
  }
  if (xml.find("3000-12-31") != std::string::npos) found.emplace_back("it cancels");
  for (const auto& scheduled : texts_of(document, "DSPScheduledServiceReferenceVariant")) {
    const auto* service = facts().service_request(scheduled);
    if (service == nullptr || texts_of(document, "DSP" + service->body_element).empty())
      found.push_back("it says that it schedules " + scheduled);
  }
  static const std::regex eui("([0-9A-Fa-f]{2}-){7}[0-9A-Fa-f]{2}");
  std::set<std::string> known = {estate().estate.dcc, estate().unknown_device};
  for (const auto& user : estate().estate.users) known.insert(user.id);
  for (const auto& device : estate().estate.devices) known.insert(device.id);
  for (std::sregex_iterator at(xml.begin(), xml.end(), eui), end; at != end; ++at) {
    if (!known.contains(at->str())) found.push_back("nobody knows " + at->str());
  }
  const std::string other_fuel = use.device_type == "GSME" || use.device_type == "GPF" ? "<sr:Elec" : "<sr:Gas";
  if (!use.device_type.empty() && xml.find(other_fuel) != std::string::npos) found.push_back("it has " + other_fuel);
  return found;
}

bool of_one_fuel(const std::string& role, const std::string& type) {
  if (type.empty()) return true;
  const auto of_role = facts().role(role)->fuel;
  const auto of_type = facts().device_type(type)->fuel;
  return of_role == spec::Fuel::both || of_type == spec::Fuel::both || of_role == of_type;
}

/// Every combination of the facts, least and rich: how many, and at most twenty that are wrong.
std::pair<int, std::vector<std::string>> sweep(const fs::path& folder) {
  const RequestGrammar grammar(facts(), folder);
  const RequestTemplates made(grammar, samples());
  const auto validator = schema::Validator::load(folder);
  std::pair<int, std::vector<std::string>> outcome;
  for (const auto& service : facts().service_requests) {
    auto types = service.device_types;
    if (types.empty()) types.emplace_back();
    for (const auto& type : types) {
      if (!type.empty() && !facts().device_type(type)->in_schema) continue;
      for (const auto& role : service.roles) {
        if (!of_one_fuel(role, type)) continue;
        TemplateUse use{&service, type, role};
        if (service.variant == "5.1") use.scheduled = made.schedulable(facts(), role, type);
        if (service.variant == "5.1" && use.scheduled == nullptr) continue;
        RequestPlan plan;
        plan.service = &service;
        plan.device_type = type;
        if (!type.empty()) plan.device = device_of_type(estate(), type);
        plan.user = user_in_role(estate(), role);
        plan.command_variant = service.command_variants.front();
        plan.schema_version = validator.version();
        for (const auto size : {Size::least, Size::rich}) {
          const auto submit = request(made.write(use, size, 5, estate().estate.now), plan, estate());
          auto faults = disagreements(submit, plan, estate());
          const auto more = unfair(submit.duis, use);
          faults.insert(faults.end(), more.begin(), more.end());
          if (const auto problem = validator.check(submit.duis)) faults.push_back(schema::text(*problem));
          ++outcome.first;
          for (const auto& fault : faults) {
            if (outcome.second.size() < 20)
              outcome.second.push_back(service.variant + ' ' + type + ' ' + role + ": " + fault);
          }
        }
      }
    }
  }
  return outcome;
}

TEST(RequestTemplate, IsValidAndFairWhateverIsAsked) {
  const auto [count, faults] = sweep(folder_of_5_1);
  EXPECT_EQ(faults, std::vector<std::string>{});
  EXPECT_GT(count, 1000);
}

TEST(RequestTemplate, IsValidAndFairIn54WhateverIsAsked) {
  if (!fs::exists(folder_of_5_4)) GTEST_SKIP() << folder_of_5_4 << " is not part of a clone";
  const auto [count, faults] = sweep(folder_of_5_4);
  EXPECT_EQ(faults, std::vector<std::string>{});
  EXPECT_GT(count, 1000);
}

TEST(RequestTemplate, IsUnfairWhenItIsTamperedWith) {
  const TemplateUse use{facts().service_request("4.8.1"), "ESME", "IS"};
  const auto xml = templates().write(use, Size::rich, 1, estate().estate.now).xml;
  const auto told = [&](const std::string& from, const std::string& to) {
    auto other = xml;
    other.replace(other.find(from), from.size(), to);
    return unfair(other, use).size() > unfair(xml, use).size();
  };
  EXPECT_TRUE(told("<sr:Body>", "<sr:Body><sr:FirstInSequence/>"));
  EXPECT_TRUE(told("<sr:Body>", "<sr:Body>00-DB-12-00-00-00-00-01"));
  EXPECT_TRUE(told("<sr:Body>", "<sr:Body>3000-12-31"));
  EXPECT_TRUE(told("<sr:Body>", "<sr:Body><sr:GasX/>"));
  EXPECT_TRUE(told("<sr:EndDateTime>2", "<sr:EndDateTime>1"));
}

TEST(RequestTemplate, IsTheSameForTheSameSeedAndRicherWhenRich) {
  const TemplateUse use{facts().service_request("1.1.1"), "ESME", "IS"};
  const auto now = estate().estate.now;
  EXPECT_EQ(templates().write(use, Size::rich, 1, now).xml, templates().write(use, Size::rich, 1, now).xml);
  EXPECT_NE(templates().write(use, Size::rich, 1, now).xml, templates().write(use, Size::rich, 2, now).xml);
  EXPECT_GT(templates().write(use, Size::rich, 1, now).xml.size(),
            templates().write(use, Size::least, 1, now).xml.size());
  const auto signature = std::string("<ds:Signature");
  EXPECT_NE(templates().write(use, Size::least, 1, now).xml.find(signature), std::string::npos);
}

TEST(RequestTemplate, SchedulesWhatTheRoleMayReadAndConsumptionFirst) {
  const auto scheduled = [](const char* role, const char* type) {
    const auto* service = templates().schedulable(facts(), role, type);
    return service == nullptr ? "" : service->variant;
  };
  EXPECT_EQ(scheduled("IS", "ESME"), "4.6.1");
  EXPECT_EQ(scheduled("ED", "ESME"), "4.8.1");
  EXPECT_EQ(scheduled("OU", "GPF"), "4.8.1");
  EXPECT_EQ(scheduled("ES", "ESME"), "4.6.2");  // 4.2 is in the list of 14 and in no Create Schedule
  EXPECT_EQ(scheduled("RSA", "ESME"), "");
}

TEST(RequestTemplate, OfABodyThatTheSchemaHasNotIsAnError) {
  spec::ServiceRequest unknown;
  unknown.body_element = "Nothing";
  EXPECT_THROW(templates().write({&unknown, "", ""}, Size::least, 1, {}), std::invalid_argument);
}

}  // namespace
}  // namespace hallmark::generator
