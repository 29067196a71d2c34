// What signing costs beside a bare call of xmlsec on the same tree, and from octets to octets. Over all samples in
// turn, so a time is the mean over them. Figures are for reading side by side, of one run.
#include <benchmark/benchmark.h>
#include <libxml/parser.h>
#include <xmlsec/crypto.h>
#include <xmlsec/openssl/evp.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmltree.h>

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "harness/schema/samples.h"
#include "harness/schema/signature.h"
#include "harness/schema/signature_tree.h"

namespace {

namespace schema = hallmark::schema;

const schema::Signer& signer() {
  static const std::string base = HALLMARK_SHARE_DIR "/keys/test-user";
  static const schema::Signer loaded(schema::SigningKey::load(base + ".key.pem"),
                                     schema::Certificate::load(base + ".pem"));
  return loaded;
}

/// All samples signed, compact.
const std::vector<std::string>& documents() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> made;
    for (const auto& sample : schema::load_samples(HALLMARK_SHARE_DIR "/samples")) {
      made.push_back(signer().sign(sample.xml));
    }
    return made;
  }();
  return all;
}

const std::vector<schema::ParsedDocument>& trees() {
  static const std::vector<schema::ParsedDocument> all = [] {
    std::vector<schema::ParsedDocument> made;
    for (const auto& document : documents()) made.push_back(schema::read_tree(document).first);
    return made;
  }();
  return all;
}

/// Gives the items of a list in turn, for ever.
template <typename Item>
class InTurn {
 public:
  explicit InTurn(const std::vector<Item>& items) : items_(items) {}
  const Item& next() { return items_[at_++ % items_.size()]; }

 private:
  const std::vector<Item>& items_;
  std::size_t at_ = 0;
};

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
  InTurn turn(trees());
  for (auto round : state) {
    if (!bare_sign(*turn.next())) state.SkipWithError("xmlsec does not sign");
  }
}

void sign_tree_ours(benchmark::State& state) {
  InTurn turn(trees());
  for (auto round : state) signer().sign(*turn.next());
}

void sign_octets_bare_xmlsec(benchmark::State& state) {
  InTurn turn(documents());
  for (auto round : state) {
    const auto& text = turn.next();
    xmlDocPtr tree =
        xmlReadMemory(text.data(), static_cast<int>(text.size()), "document.xml", nullptr, XML_PARSE_NONET);
    if (!bare_sign(*tree)) state.SkipWithError("xmlsec does not sign");
    xmlChar* written = nullptr;
    int length = 0;
    xmlDocDumpMemory(tree, &written, &length);
    benchmark::DoNotOptimize(written);
    xmlFree(written);
    xmlFreeDoc(tree);
  }
}

void sign_octets_ours(benchmark::State& state) {
  InTurn turn(documents());
  for (auto round : state) benchmark::DoNotOptimize(signer().sign(turn.next()));
}

void verify_octets_ours(benchmark::State& state) {
  InTurn turn(documents());
  for (auto round : state) {
    if (!schema::verify(turn.next(), signer().certificate()).valid) state.SkipWithError("it does not verify");
  }
}

void sign_octets_of_message(benchmark::State& state) {
  const std::string message(300, 'x');
  for (auto round : state) benchmark::DoNotOptimize(signer().key().sign(message));
}

BENCHMARK(sign_tree_bare_xmlsec)->Unit(benchmark::kMicrosecond);
BENCHMARK(sign_tree_ours)->Unit(benchmark::kMicrosecond);
BENCHMARK(sign_octets_bare_xmlsec)->Unit(benchmark::kMicrosecond);
BENCHMARK(sign_octets_ours)->Unit(benchmark::kMicrosecond);
BENCHMARK(verify_octets_ours)->Unit(benchmark::kMicrosecond);
BENCHMARK(sign_octets_of_message)->Unit(benchmark::kMicrosecond);

}  // namespace

int main(int argc, char** argv) {
  try {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 3;
    benchmark::RunSpecifiedBenchmarks();
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "signature_benchmark: %s\n", failure.what());
    return 3;
  }
  return 0;
}
