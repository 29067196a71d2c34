#include "harness/schema/second_opinion.h"

#include <mutex>
#include <string>
#include <utility>
#include <vector>
#include <xercesc/framework/MemBufInputSource.hpp>
#include <xercesc/parsers/SAX2XMLReaderImpl.hpp>
#include <xercesc/sax/SAXParseException.hpp>
#include <xercesc/sax2/DefaultHandler.hpp>
#include <xercesc/util/OutOfMemoryException.hpp>
#include <xercesc/util/XMLException.hpp>
#include <xercesc/util/XMLUni.hpp>

#include "harness/schema/element_trail.h"
#include "harness/schema/xerces_grammar.h"

namespace hallmark::schema {

namespace {

constexpr std::string_view known_bad =
    R"(<sr:Request xmlns:sr="http://www.dccinterface.co.uk/ServiceUserGateway" schemaVersion="1.0"/>)";

/// Thrown out of a callback to end the reading; never leaves `check`.
struct Refused {
  Problem problem;
};

Problem problem_of(std::string layer, const xercesc::SAXParseException& fault) {
  return {std::move(layer), static_cast<int>(fault.getLineNumber()), shortened(utf8(fault.getMessage()), 400)};
}

/// Ends at a DOCTYPE before its subset is read. A handler would not be told of one that has no subset.
class Reader : public xercesc::SAX2XMLReaderImpl {
 public:
  using xercesc::SAX2XMLReaderImpl::SAX2XMLReaderImpl;
  void doctypeDecl(const xercesc::DTDElementDecl&, const XMLCh* const, const XMLCh* const, const bool,
                   const bool) override {
    throw Refused{{"hostile", 1, "a DOCTYPE is not accepted"}};
  }
};

/// Ends at the first fault, and knows where it is.
class Strict : public xercesc::DefaultHandler {
 public:
  void startDocument() override { trail_.clear(); }
  void startElement(const XMLCh*, const XMLCh* name, const XMLCh*, const xercesc::Attributes&) override {
    trail_.open(name, 0);
  }
  void endElement(const XMLCh*, const XMLCh*, const XMLCh*) override { trail_.close(); }
  void error(const xercesc::SAXParseException& fault) override {
    auto problem = problem_of("schema", fault);
    problem.path = trail_.path([](const Name& name) { return utf8(name.c_str()); });
    throw Refused{std::move(problem)};
  }
  void fatalError(const xercesc::SAXParseException& fault) override {
    throw Refused{problem_of("well-formedness", fault)};
  }
  xercesc::InputSource* resolveEntity(const XMLCh*, const XMLCh*) override {
    throw Refused{{"hostile", 1, "nothing is fetched"}};
  }

 private:
  using Name = std::basic_string<XMLCh>;
  ElementTrail<Name> trail_;
};

/// One reader with the handler it reports to; used by one thread at a time.
struct Reading {
  Strict strict;
  std::unique_ptr<Reader> reader;

  explicit Reading(xercesc::XMLGrammarPool* pool)
      : reader(std::make_unique<Reader>(xercesc::XMLPlatformUtils::fgMemoryManager, pool)) {
    using xercesc::XMLUni;
    for (const auto* on : {XMLUni::fgSAX2CoreNameSpaces, XMLUni::fgSAX2CoreValidation, XMLUni::fgXercesSchema,
                           XMLUni::fgXercesUseCachedGrammarInParse, XMLUni::fgXercesDisableDefaultEntityResolution}) {
      reader->setFeature(on, true);
    }
    for (const auto* off : {XMLUni::fgXercesDynamic, XMLUni::fgXercesSchemaFullChecking, XMLUni::fgXercesLoadSchema,
                            XMLUni::fgXercesLoadExternalDTD, XMLUni::fgXercesCacheGrammarFromParse}) {
      reader->setFeature(off, false);
    }
    reader->setContentHandler(&strict);
    reader->setErrorHandler(&strict);
    reader->setLexicalHandler(&strict);  // without one the reader is not told of a DOCTYPE either
    reader->setEntityResolver(&strict);
  }
};

}  // namespace

struct SecondOpinion::Engine {
  XercesGrammar grammar;
  std::mutex mutex;
  std::vector<std::unique_ptr<Reading>> idle;  // after the grammar, which outlives them

  explicit Engine(const XsdFolder& folder) : grammar(folder) {}

  std::unique_ptr<Reading> take() {
    const std::lock_guard lock(mutex);
    if (idle.empty()) return std::make_unique<Reading>(grammar.pool());
    auto reading = std::move(idle.back());
    idle.pop_back();
    return reading;
  }

  void give_back(std::unique_ptr<Reading> reading) {
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(reading));
  }
};

SecondOpinion::SecondOpinion(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
SecondOpinion::SecondOpinion(SecondOpinion&&) noexcept = default;
SecondOpinion& SecondOpinion::operator=(SecondOpinion&&) noexcept = default;
SecondOpinion::~SecondOpinion() = default;

SecondOpinion SecondOpinion::load(const std::filesystem::path& folder) {
  const XsdFolder files(folder);
  SecondOpinion opinion(std::make_unique<Engine>(files));
  if (!opinion.check(known_bad)) {
    throw SchemaError(folder.string() +
                      ": a known-bad request passes as valid, so the schema is not DUIS: give another with --schema");
  }
  return opinion;
}

std::optional<Problem> SecondOpinion::check(std::string_view xml) const {
  auto reading = engine_->take();
  std::optional<Problem> problem;
  try {
    const xercesc::MemBufInputSource source(reinterpret_cast<const XMLByte*>(xml.data()), xml.size(), "document.xml");
    reading->reader->parse(source);
  } catch (Refused& refused) {
    problem = std::move(refused.problem);
  } catch (const xercesc::XMLException& exception) {
    problem = Problem{"well-formedness", 1, utf8(exception.getMessage())};
  } catch (const xercesc::SAXException& exception) {
    problem = Problem{"well-formedness", 1, utf8(exception.getMessage())};
  } catch (const xercesc::OutOfMemoryException&) {
    problem = Problem{"well-formedness", 1, "it needs more memory than there is"};
  }
  // A reader that was left in the middle is not used again.
  if (!problem) engine_->give_back(std::move(reading));
  return problem;
}

}  // namespace hallmark::schema
