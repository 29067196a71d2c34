#include "harness/schema/xerces_grammar.h"

#include <optional>
#include <string>
#include <xercesc/framework/MemBufInputSource.hpp>
#include <xercesc/parsers/SAX2XMLReaderImpl.hpp>
#include <xercesc/sax/ErrorHandler.hpp>
#include <xercesc/sax/SAXParseException.hpp>
#include <xercesc/util/OutOfMemoryException.hpp>
#include <xercesc/util/XMLEntityResolver.hpp>
#include <xercesc/util/XMLException.hpp>
#include <xercesc/util/XMLResourceIdentifier.hpp>
#include <xercesc/util/XMLUni.hpp>
#include <xercesc/validators/common/Grammar.hpp>

#include "harness/schema/validator.h"

namespace hallmark::schema {

namespace {

/// Serves what the folder holds by its base name; whatever else is asked for is empty and remembered.
class FolderResolver : public xercesc::XMLEntityResolver {
 public:
  explicit FolderResolver(const XsdFolder& folder) : folder_(&folder) {}

  xercesc::InputSource* resolveEntity(xercesc::XMLResourceIdentifier* wanted) override {
    const std::string location = utf8(wanted->getSystemId());
    const std::string* text = folder_->find(location);
    if (text == nullptr && refused_.empty()) refused_ = location.empty() ? utf8(wanted->getNameSpace()) : location;
    return source(location, text ? *text : nothing_);
  }

  static xercesc::InputSource* source(const std::string& name, const std::string& text) {
    return new xercesc::MemBufInputSource(reinterpret_cast<const XMLByte*>(text.data()), text.size(), name.c_str());
  }

  const std::string& refused() const { return refused_; }

 private:
  const XsdFolder* folder_;
  std::string nothing_;
  std::string refused_;
};

/// Keeps the first fault; warnings are none.
class FirstFault : public xercesc::ErrorHandler {
 public:
  void warning(const xercesc::SAXParseException&) override {}
  void error(const xercesc::SAXParseException& fault) override { keep(fault); }
  void fatalError(const xercesc::SAXParseException& fault) override { keep(fault); }
  void resetErrors() override {}

  void keep(const xercesc::SAXParseException& fault) {
    if (text) return;
    const std::string where = utf8(fault.getSystemId());
    file = where.substr(where.find_last_of('/') + 1);
    text = utf8(fault.getMessage()).substr(0, 300) + " (line " + std::to_string(fault.getLineNumber()) + ")";
  }

  std::string file;
  std::optional<std::string> text;
};

void set_up(xercesc::SAX2XMLReader& reader) {
  reader.setFeature(xercesc::XMLUni::fgSAX2CoreNameSpaces, true);
  reader.setFeature(xercesc::XMLUni::fgSAX2CoreValidation, true);
  reader.setFeature(xercesc::XMLUni::fgXercesSchema, true);
  // Full checking expands every maxOccurs; what it would find, the model's own bounds find first.
  reader.setFeature(xercesc::XMLUni::fgXercesSchemaFullChecking, false);
  reader.setFeature(xercesc::XMLUni::fgXercesDisableDefaultEntityResolution, true);
}

/// Loads the main file into the pool; the fault, if any, is left in `fault`.
void load_main(const XsdFolder& folder, xercesc::XMLGrammarPool& pool, FolderResolver& resolver, FirstFault& fault) {
  xercesc::SAX2XMLReaderImpl reader(xercesc::XMLPlatformUtils::fgMemoryManager, &pool);
  set_up(reader);
  reader.setXMLEntityResolver(&resolver);
  reader.setErrorHandler(&fault);
  const std::unique_ptr<xercesc::InputSource> main(
      FolderResolver::source(folder.main_name(), *folder.find(folder.main_name())));
  const auto* grammar = reader.loadGrammar(*main, xercesc::Grammar::SchemaGrammarType, true);
  if (grammar == nullptr && !fault.text) fault.text = "it does not load";
}

}  // namespace

XercesGrammar::XercesGrammar(const XsdFolder& folder) {
  FolderResolver resolver(folder);
  FirstFault fault;
  try {
    pool_ = std::make_unique<xercesc::XMLGrammarPoolImpl>(xercesc::XMLPlatformUtils::fgMemoryManager);
    load_main(folder, *pool_, resolver, fault);
  } catch (const xercesc::XMLException& exception) {
    if (!fault.text) fault.text = utf8(exception.getMessage());
  } catch (const xercesc::SAXException& exception) {
    if (!fault.text) fault.text = utf8(exception.getMessage());
  } catch (const xercesc::OutOfMemoryException&) {
    if (!fault.text) fault.text = "it needs more memory than there is";
  }
  if (!resolver.refused().empty()) {
    fault.text = "it needs '" + resolver.refused() + "', which is not in the folder";
    fault.file = folder.main_name();
  }
  if (fault.text) {
    const std::string file = folder.find(fault.file) ? fault.file : folder.main_name();
    throw SchemaError((folder.folder() / file).string() + ": " + *fault.text +
                      ": give an unbroken schema with --schema");
  }
  pool_->lockPool();
}

}  // namespace hallmark::schema
