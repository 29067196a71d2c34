// What validating costs beside a bare call of libxml2, and reading a Response.
#include <libxml/parserInternals.h>
#include <libxml/xmlschemas.h>

#include <cstdlib>

#include "harness/schema/benchmark/benchmark_documents.h"
#include "harness/schema/response.h"
#include "harness/schema/schema_copy.h"
#include "harness/schema/second_opinion.h"

namespace hallmark::benchmarks {
namespace {

/// The schema as libxml2 holds it, loaded as its manual says.
xmlSchemaPtr bare_schema() {
  static const xmlSchemaPtr loaded = [] {
    const schema::SchemaCopy copy(schema_folder);
    xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(copy.main_file().c_str());
    xmlSchemaPtr made = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    return made;
  }();
  return loaded;
}

void ignore(void*, xmlErrorPtr) {}

/// The yardstick: what a program does that only calls libxml2 with its SAX plug, and trusts what it reads.
bool bare_plug_accepts(const std::string& xml) {
  xmlSchemaValidCtxtPtr validation = xmlSchemaNewValidCtxt(bare_schema());
  xmlSchemaSetValidStructuredErrors(validation, ignore, nullptr);
  xmlParserCtxtPtr parser = xmlCreateMemoryParserCtxt(xml.data(), static_cast<int>(xml.size()));
  xmlSAXHandlerPtr own = parser->sax;
  parser->sax = nullptr;
  parser->userData = nullptr;
  xmlSchemaSAXPlugPtr plug = xmlSchemaSAXPlug(validation, &parser->sax, &parser->userData);
  xmlParseDocument(parser);
  const bool accepted = parser->wellFormed == 1 && xmlSchemaIsValid(validation) == 1;
  xmlSchemaSAXUnplug(plug);
  parser->sax = own;
  xmlFreeParserCtxt(parser);
  xmlSchemaFreeValidCtxt(validation);
  return accepted;
}

/// Counts what is wrongly refused; one that accepts a known-bad document measures nothing.
template <class Accepts>
void validate(benchmark::State& state, const std::vector<std::string>& texts, Accepts accepts) {
  std::string bad = texts.front();
  bad.replace(bad.find("Header>"), 6, "Footer");
  bad.replace(bad.find("/sr:Header>"), 10, "/sr:Footer");
  if (accepts(bad)) return state.SkipWithError("a known-bad document is accepted");
  bool all = true;
  over(state, texts, [&](const std::string& xml) { all = accepts(xml) && all; });
  if (!all) state.SkipWithError("a valid document is refused");
}

void sample_bare_sax_plug(benchmark::State& state) { validate(state, sample_texts(), bare_plug_accepts); }
void random_bare_sax_plug(benchmark::State& state) { validate(state, random_documents(), bare_plug_accepts); }

bool check_accepts(const std::string& xml) { return !validator().check(xml); }
void sample_check(benchmark::State& state) { validate(state, sample_texts(), check_accepts); }
void random_check(benchmark::State& state) { validate(state, random_documents(), check_accepts); }

bool parse_accepts(const std::string& xml) { return !validator().parse(xml).second; }
void sample_parse_into_tree(benchmark::State& state) { validate(state, sample_texts(), parse_accepts); }
void random_parse_into_tree(benchmark::State& state) { validate(state, random_documents(), parse_accepts); }

const schema::SecondOpinion& xerces() {
  static const schema::SecondOpinion loaded = schema::SecondOpinion::load(schema_folder);
  return loaded;
}
bool xerces_accepts(const std::string& xml) { return !xerces().check(xml); }
void sample_xerces(benchmark::State& state) { validate(state, sample_texts(), xerces_accepts); }
void random_xerces(benchmark::State& state) { validate(state, random_documents(), xerces_accepts); }

/// Responses to 4.1.1 with a payload of 300 octets; no two are alike, so none is known from before.
const std::vector<std::string>& responses() {
  static const auto made = [] {
    std::vector<std::string> texts;
    for (int i = 1000; i < 1100; ++i) {
      texts.push_back(
          R"(<?xml version="1.0" encoding="UTF-8"?><sr:Response xmlns:sr="http://www.dccinterface.co.uk/)"
          R"(ServiceUserGateway" schemaVersion="5.1"><sr:Header><sr:RequestID>90-B3-D5-AA-00-00-00-01:)"
          "00-DB-12-BB-00-00-00-02:" +
          std::to_string(i) +
          "</sr:RequestID><sr:ResponseID>00-DB-12-BB-00-00-00-02:90-B3-D5-AA-00-00-00-01:" + std::to_string(i) +
          "</sr:ResponseID><sr:ResponseCode>I0</sr:ResponseCode><sr:ResponseDateTime>2025-03-04T05:06:07Z"
          "</sr:ResponseDateTime></sr:Header><sr:Body><sr:ResponseMessage><sr:ServiceReference>4.1</"
          "sr:ServiceReference>"
          "<sr:ServiceReferenceVariant>4.1.1</sr:ServiceReferenceVariant><sr:GBCSPayload>" +
          std::string(400, 'A') + "</sr:GBCSPayload></sr:ResponseMessage></sr:Body></sr:Response>");
    }
    return texts;
  }();
  return made;
}

void response_bare_sax_plug(benchmark::State& state) { validate(state, responses(), bare_plug_accepts); }
void response_read(benchmark::State& state) {
  const schema::Vote vote(validator());
  validate(state, responses(), [&](const std::string& xml) { return schema::read_response(xml, vote).valid; });
}

BENCHMARK(sample_bare_sax_plug)->Unit(benchmark::kMillisecond);
BENCHMARK(sample_check)->Unit(benchmark::kMillisecond);
BENCHMARK(sample_parse_into_tree)->Unit(benchmark::kMillisecond);
BENCHMARK(sample_xerces)->Unit(benchmark::kMillisecond);
BENCHMARK(random_bare_sax_plug)->Unit(benchmark::kMillisecond);
BENCHMARK(random_check)->Unit(benchmark::kMillisecond);
BENCHMARK(random_parse_into_tree)->Unit(benchmark::kMillisecond);
BENCHMARK(random_xerces)->Unit(benchmark::kMillisecond);
BENCHMARK(response_bare_sax_plug)->Unit(benchmark::kMillisecond);
BENCHMARK(response_read)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace hallmark::benchmarks
