// What signing costs beside a bare call of xmlsec on the same tree, and from text to text.
#include <libxml/parser.h>
#include <xmlsec/crypto.h>
#include <xmlsec/openssl/evp.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmltree.h>

#include <string>
#include <vector>

#include "harness/schema/benchmark/benchmark_documents.h"
#include "harness/schema/signature.h"
#include "harness/schema/signature_tree.h"

namespace hallmark::benchmarks {
namespace {

const schema::Signer& signer() {
  static const std::string base = HALLMARK_SHARE_DIR "/keys/test-user";
  static const schema::Signer loaded(schema::SigningKey::load(base + ".key.pem"),
                                     schema::Certificate::load(base + ".pem"));
  return loaded;
}

/// All samples signed, compact.
const std::vector<std::string>& signed_samples() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> made;
    for (const auto& text : sample_texts()) made.push_back(signer().sign(text));
    return made;
  }();
  return all;
}

const std::vector<schema::ParsedDocument>& trees() {
  static const std::vector<schema::ParsedDocument> all = [] {
    std::vector<schema::ParsedDocument> made;
    for (const auto& document : signed_samples()) made.push_back(schema::read_tree(document).first);
    return made;
  }();
  return all;
}

/// The key as xmlsec holds it.
xmlSecKeyPtr bare_key() {
  static const xmlSecKeyPtr key = [] {
    signer();  // starts the library
    EVP_PKEY* shared = signer().key().handle();
    EVP_PKEY_up_ref(shared);
    xmlSecKeyPtr made = xmlSecKeyCreate();
    xmlSecKeySetValue(made, xmlSecOpenSSLEvpKeyAdopt(shared));
    return made;
  }();
  return key;
}

/// What a program does that only calls xmlsec on a tree with a signature to fill in.
bool bare_sign(xmlDoc& document) {
  xmlSecDSigCtxPtr context = xmlSecDSigCtxCreate(nullptr);
  context->signKey = xmlSecKeyDuplicate(bare_key());
  const bool done = xmlSecDSigCtxSign(context, xmlLastElementChild(xmlDocGetRootElement(&document))) == 0;
  xmlSecDSigCtxDestroy(context);
  return done;
}

void sign_tree_bare_xmlsec(benchmark::State& state) {
  bool all = true;
  over(state, trees(), [&](const schema::ParsedDocument& tree) { all = bare_sign(*tree) && all; });
  if (!all) state.SkipWithError("xmlsec does not sign");
}

void sign_tree(benchmark::State& state) {
  over(state, trees(), [](const schema::ParsedDocument& tree) { signer().sign(*tree); });
}

void sign_text_bare_xmlsec(benchmark::State& state) {
  bool all = true;
  over(state, signed_samples(), [&](const std::string& text) {
    xmlDocPtr tree =
        xmlReadMemory(text.data(), static_cast<int>(text.size()), "document.xml", nullptr, XML_PARSE_NONET);
    all = bare_sign(*tree) && all;
    xmlChar* written = nullptr;
    int length = 0;
    xmlDocDumpMemory(tree, &written, &length);
    benchmark::DoNotOptimize(written);
    xmlFree(written);
    xmlFreeDoc(tree);
  });
  if (!all) state.SkipWithError("xmlsec does not sign");
}

void sign_text(benchmark::State& state) {
  over(state, signed_samples(), [](const std::string& text) { benchmark::DoNotOptimize(signer().sign(text)); });
}

void verify_text(benchmark::State& state) {
  bool all = true;
  over(state, signed_samples(),
       [&](const std::string& text) { all = schema::verify(text, signer().certificate()).valid && all; });
  if (!all) state.SkipWithError("it does not verify");
}

BENCHMARK(sign_tree_bare_xmlsec)->Unit(benchmark::kMillisecond);
BENCHMARK(sign_tree)->Unit(benchmark::kMillisecond);
BENCHMARK(sign_text_bare_xmlsec)->Unit(benchmark::kMillisecond);
BENCHMARK(sign_text)->Unit(benchmark::kMillisecond);
BENCHMARK(verify_text)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace hallmark::benchmarks
