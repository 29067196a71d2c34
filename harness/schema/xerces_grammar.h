/// \file
/// The grammars of one schema folder as Xerces-C holds them.
#pragma once

#include <memory>
#include <xercesc/framework/XMLGrammarPoolImpl.hpp>

#include "harness/schema/xerces_platform.h"
#include "harness/schema/xsd_folder.h"

namespace hallmark::schema {

/// A loaded and locked pool of grammars; may be read from several threads.
class XercesGrammar {
 public:
  /// Loads the main file and what it imports, all from memory. Throws SchemaError.
  explicit XercesGrammar(const XsdFolder& folder);

  xercesc::XMLGrammarPool* pool() const { return pool_.get(); }

 private:
  XercesPlatform platform_;  // first, so that it outlives the pool
  std::unique_ptr<xercesc::XMLGrammarPoolImpl> pool_;
};

}  // namespace hallmark::schema
