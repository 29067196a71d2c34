// What Validator::load says of a schema folder that it cannot use, and what it leaves behind: nothing.
#include "harness/schema/schema_copy.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <ostream>

#include "harness/schema/validator.h"

namespace hallmark::schema {
namespace {

namespace fs = std::filesystem;

constexpr const char* main_name = "DUIS Schema V5.1.xsd";

std::string read(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

/// A folder that is removed at the end.
class Folder {
 public:
  explicit Folder(const std::string& name)
      : path_(fs::path(testing::TempDir()) / ("hallmark_copy_" + std::to_string(getpid()) + "_" + name)) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const fs::path& path() const { return path_; }
  /// Fills it with the schema of the build.
  void fill() const {
    for (const auto& entry : fs::directory_iterator(HALLMARK_SHARE_DIR "/schema/duis-5.1"))
      fs::copy_file(entry.path(), path_ / entry.path().filename());
  }

 private:
  fs::path path_;
};

/// TMPDIR as long as it lives.
class TemporaryPlace {
 public:
  explicit TemporaryPlace(const fs::path& place) : before_(std::getenv("TMPDIR") ? std::getenv("TMPDIR") : "") {
    setenv("TMPDIR", place.c_str(), 1);
  }
  ~TemporaryPlace() { before_.empty() ? unsetenv("TMPDIR") : setenv("TMPDIR", before_.c_str(), 1); }
  TemporaryPlace(const TemporaryPlace&) = delete;
  TemporaryPlace& operator=(const TemporaryPlace&) = delete;

 private:
  std::string before_;
};

long copies_in(const fs::path& place) {
  return std::count_if(fs::directory_iterator(place), {}, [](const auto& entry) {
    return entry.path().filename().string().starts_with("hallmark-schema-");
  });
}

std::string error_of(const fs::path& folder) {
  try {
    Validator::load(folder);
  } catch (const SchemaError& error) {
    return error.what();
  }
  return "no error";
}

/// One way to spoil a good folder, and what the error must say of it.
struct Spoilt {
  const char* name;
  std::function<void(const fs::path&)> spoil;
  std::string file;  ///< that the message names, below the folder; empty: the folder
  const char* fault;
  const char* remedy = "--schema";
};

void PrintTo(const Spoilt& spoilt, std::ostream* stream) { *stream << spoilt.name; }

std::string name_of(const testing::TestParamInfo<Spoilt>& info) { return info.param.name; }

class SchemaFolder : public testing::TestWithParam<Spoilt> {};

TEST_P(SchemaFolder, IsRefusedWithFileFaultAndRemedyAndLeavesNothing) {
  const Folder folder(GetParam().name);
  const Folder place(std::string(GetParam().name) + "_tmp");
  folder.fill();
  const TemporaryPlace use(place.path());
  ASSERT_EQ(error_of(folder.path()), "no error");
  GetParam().spoil(folder.path());
  const std::string message = error_of(folder.path());
  const auto named = GetParam().file.empty() ? folder.path() : folder.path() / GetParam().file;
  EXPECT_NE(message.find(named.string()), std::string::npos) << message;
  EXPECT_NE(message.find(GetParam().fault), std::string::npos) << message;
  EXPECT_NE(message.find(GetParam().remedy), std::string::npos) << message;
  EXPECT_EQ(message.find("hallmark-schema-"), std::string::npos) << "names a file that is gone: " << message;
  EXPECT_EQ(copies_in(place.path()), 0);
}

void empty_out(const fs::path& folder) {
  for (const auto& entry : fs::directory_iterator(folder)) fs::remove_all(entry.path());
}

/// Replaces the main schema.
std::function<void(const fs::path&)> main_becomes(const std::string& text) {
  return [text](const fs::path& folder) { write(folder / main_name, text); };
}

std::function<void(const fs::path&)> edited(const std::string& file, const std::string& from, const std::string& to) {
  return [=](const fs::path& folder) {
    std::string text = read(folder / file);
    const auto place = text.find(from);
    ASSERT_NE(place, std::string::npos) << file << " has no " << from;
    write(folder / file, text.replace(place, from.size(), to));
  };
}

std::function<void(const fs::path&)> cut_in_half(const std::string& file) {
  return [file](const fs::path& folder) {
    const std::string text = read(folder / file);
    write(folder / file, text.substr(0, text.size() / 2));
  };
}

const std::string opening = R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" )"
                            R"(targetNamespace="http://www.dccinterface.co.uk/ServiceUserGateway">)";

INSTANTIATE_TEST_SUITE_P(
    SchemaCopy, SchemaFolder,
    testing::Values(
        Spoilt{"Missing", [](const fs::path& folder) { fs::remove_all(folder); }, "", "No such file"},
        Spoilt{"AFile",
               [](const fs::path& folder) {
                 fs::remove_all(folder);
                 write(folder, "text");
               },
               "", "Not a directory"},
        Spoilt{"Empty", empty_out, "", "holds no XSD of the ServiceUserGateway namespace"},
        Spoilt{"WithoutMain", [](const fs::path& folder) { fs::remove(folder / main_name); }, "",
               "holds no XSD of the ServiceUserGateway namespace"},
        Spoilt{"WithTwo",
               [](const fs::path& folder) { fs::copy_file(folder / main_name, folder / "DUIS Schema V5.2.xsd"); }, "",
               "two DUIS schemas", "keep one version"},
        Spoilt{"NotXml", main_becomes(opening + "<xs:element"), main_name, "line"},
        Spoilt{"Truncated", cut_in_half(main_name), main_name, "line"},
        Spoilt{"UnknownType", edited(main_name, "type=\"sr:Request\"", "type=\"sr:NoSuchType\""), main_name,
               "NoSuchType"},
        Spoilt{"ImportTruncated", cut_in_half("MMC Schema V5.1.xsd"), "MMC Schema V5.1.xsd", "line"},
        Spoilt{"ImportMissing", [](const fs::path& folder) { fs::remove(folder / "xmldsig-core-schema.xsd"); },
               main_name, "Signature"},
        Spoilt{"AcceptsAnything",
               main_becomes(opening + R"(<xs:element name="Request" type="xs:anyType"/></xs:schema>)"), "",
               "known-bad request passes"},
        Spoilt{"FolderNamedAsAFile", [](const fs::path& folder) { fs::create_directory(folder / "other.xsd"); },
               "other.xsd", "cannot be read", "permissions"},
        Spoilt{"DanglingLink", [](const fs::path& folder) { fs::create_symlink("nowhere", folder / "other.xsd"); },
               "other.xsd", "cannot be read", "permissions"},
        Spoilt{"TooLarge",
               [](const fs::path& folder) {
                 write(folder / "other.xsd", "");
                 fs::resize_file(folder / "other.xsd", (16U << 20U) + 1);
               },
               "other.xsd", "larger than 16 MiB"}),
    name_of);

TEST(SchemaCopy, IsThereAsLongAsItsOwner) {
  const Folder folder("lifetime");
  const Folder place("lifetime_tmp");
  folder.fill();
  const TemporaryPlace use(place.path());
  {
    const SchemaCopy copy(folder.path());
    EXPECT_EQ(copies_in(place.path()), 1);
    EXPECT_TRUE(fs::exists(copy.main_file()));
    EXPECT_EQ(copy.version(), "5.1");
  }
  EXPECT_EQ(copies_in(place.path()), 0);
}

TEST(SchemaCopy, DiffersFromTheOriginalOnlyInLocationsAndSerials) {
  const Folder folder("differences");
  folder.fill();
  const SchemaCopy copy(folder.path());
  const auto copied = [&](const char* name) { return read(copy.main_file().parent_path() / name); };
  EXPECT_NE(read(folder.path() / main_name).find("\"MMC Schema V5.1.xsd\""), std::string::npos);
  EXPECT_NE(copied(main_name).find("\"MMC%20Schema%20V5.1.xsd\""), std::string::npos);
  const std::string serial = "name=\"X509SerialNumber\" type=\"";
  EXPECT_NE(read(folder.path() / "xmldsig-core-schema.xsd").find(serial + "integer\""), std::string::npos);
  EXPECT_NE(copied("xmldsig-core-schema.xsd").find(serial + "string\""), std::string::npos);
  EXPECT_EQ(copied("XMLSchema.dtd"), read(folder.path() / "XMLSchema.dtd"));
}

TEST(SchemaCopy, HasTheDigestOfTheOriginalsWhereverTheyLie) {
  const Folder one("digest_one");
  const Folder other("digest_other");
  one.fill();
  other.fill();
  const std::string digest = SchemaCopy(one.path()).digest();
  EXPECT_TRUE(digest.starts_with("sha256:"));
  EXPECT_EQ(digest.size(), 71U);
  EXPECT_EQ(digest, SchemaCopy(other.path()).digest());
  write(other.path() / main_name, read(other.path() / main_name) + "\n");
  EXPECT_NE(digest, SchemaCopy(other.path()).digest());
}

TEST(SchemaCopy, KnowsNoVersionWhereTheFileNameHasNone) {
  const Folder folder("version");
  folder.fill();
  fs::rename(folder.path() / main_name, folder.path() / "duis.xsd");
  EXPECT_EQ(SchemaCopy(folder.path()).version(), "unknown");
  fs::rename(folder.path() / "duis.xsd", folder.path() / "DUIS_V12.3.1.xsd");
  EXPECT_EQ(SchemaCopy(folder.path()).version(), "12.3.1");
}

TEST(SchemaCopy, NeedsATemporaryPlaceAndTellsHowToGiveOne) {
  const Folder folder("place");
  folder.fill();
  ASSERT_EQ(error_of(folder.path()), "no error");
  const TemporaryPlace use(folder.path() / "absent");
  const std::string message = error_of(folder.path());
  EXPECT_NE(message.find("temporary folder"), std::string::npos) << message;
  EXPECT_NE(message.find("set TMPDIR"), std::string::npos) << message;
}

}  // namespace
}  // namespace hallmark::schema
