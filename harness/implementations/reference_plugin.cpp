// The reference as a plug-in, so:hallmark_reference.so: the same implementation by another way, to see that the way
// changes no verdict. It reads its facts and the schema where `hallmark` reads them, beside the program that loads it.
#include <filesystem>

#include "harness/adaptor/plugin/hallmark_plugin.h"
#include "harness/adaptor/serve.h"
#include "harness/implementations/catalogue.h"

const unsigned hallmark_plugin_version = HALLMARK_PLUGIN_VERSION;

namespace {

namespace fs = std::filesystem;

struct Loaded {
  fs::path share = fs::canonical("/proc/self/exe").parent_path().parent_path() / "share" / "hallmark";
  hallmark::spec::Facts facts = hallmark::spec::load_facts(share / "spec");
  hallmark::spec::Profile profile = hallmark::spec::shipped_profile(facts);
  hallmark::schema::Validator validator = hallmark::schema::Validator::load(share / "schema" / "duis-5.1");
  std::unique_ptr<hallmark::adaptor::Adaptor> reference =
      hallmark::implementations::maker("reference", facts, profile, validator)();
};

}  // namespace

const char* hallmark_plugin_exchange(const char* request, size_t request_length, size_t* response_length) {
  static Loaded loaded;
  static std::string line;
  line = hallmark::adaptor::answer_message(*loaded.reference, std::string(request, request_length));
  *response_length = line.size();
  return line.data();
}
