#include "fuzz/campaign_store.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <array>
#include <stdexcept>

namespace hallmark::fuzz {

namespace {

constexpr int store_version = 1;
constexpr int patience_ms = 2000;

constexpr const char* tables = R"(
CREATE TABLE runs (id INTEGER PRIMARY KEY, target TEXT, seed TEXT, rules TEXT, started TEXT, finished TEXT,
                   executions INTEGER, steps INTEGER);
CREATE TABLE corpus (number INTEGER PRIMARY KEY, name TEXT UNIQUE, bytes BLOB, run INTEGER);
CREATE TABLE findings (number INTEGER PRIMARY KEY, key TEXT UNIQUE, kind INTEGER, requirements TEXT, reason TEXT,
                       shape TEXT, scenario TEXT, steps INTEGER, firm INTEGER, first_run INTEGER, last_run INTEGER,
                       times INTEGER);
CREATE TABLE coverage (number INTEGER PRIMARY KEY, run INTEGER, seconds REAL, executions INTEGER, steps INTEGER,
                       states INTEGER, transitions INTEGER, features INTEGER, corpus INTEGER, findings INTEGER);
)";

constexpr std::array<std::string_view, 4> kinds = {"breach", "crash", "hang", "harness"};

/// Writes one row, its values in the order of the marks.
template <class... Values>
int written(SQLite::Database& database, const char* sql, const Values&... values) {
  SQLite::Statement statement(database, sql);
  int at = 0;
  (statement.bind(++at, values), ...);
  return statement.exec();
}

CampaignRun run_of(SQLite::Statement& row) {
  return {row.getColumn(0).getInt(),    row.getColumn(1).getString(), std::stoull(row.getColumn(2).getString()),
          row.getColumn(3).getString(), row.getColumn(4).getString(), row.getColumn(5).getString(),
          row.getColumn(6).getInt64(),  row.getColumn(7).getInt64()};
}

StoredFinding finding_of(SQLite::Statement& row) {
  StoredFinding made;
  made.key = row.getColumn(0).getString();
  made.kind = static_cast<StoredFinding::Kind>(row.getColumn(1).getInt() & 3);
  made.requirements = row.getColumn(2).getString();
  made.reason = row.getColumn(3).getString();
  made.shape = row.getColumn(4).getString();
  made.scenario = row.getColumn(5).getString();
  made.steps = row.getColumn(6).getInt();
  made.firm = row.getColumn(7).getInt() != 0;
  made.first_run = row.getColumn(8).getInt();
  made.last_run = row.getColumn(9).getInt();
  made.times = row.getColumn(10).getInt64();
  return made;
}

CoverageSample sample_of(SQLite::Statement& row) {
  return {row.getColumn(0).getInt(),   row.getColumn(1).getDouble(), row.getColumn(2).getInt64(),
          row.getColumn(3).getInt64(), row.getColumn(4).getInt(),    row.getColumn(5).getInt(),
          row.getColumn(6).getInt(),   row.getColumn(7).getInt(),    row.getColumn(8).getInt()};
}

}  // namespace

std::string_view name(StoredFinding::Kind kind) { return kinds[static_cast<std::size_t>(kind)]; }

CampaignStore::CampaignStore(const std::filesystem::path& folder) try : file_(folder / "campaign.sqlite") {
  std::filesystem::create_directories(folder);
  database_ =
      std::make_unique<SQLite::Database>(file_.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, patience_ms);
  // One process holds it from the first write on, and every transaction is on the disk before it is told.
  database_->exec("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
  const int version = database_->execAndGet("PRAGMA user_version").getInt();
  if (version > store_version) throw std::runtime_error(file_.string() + ": of a later version of Hallmark");
  if (version == 0) {
    SQLite::Transaction whole(*database_);
    database_->exec(tables);
    database_->exec("PRAGMA user_version=" + std::to_string(store_version));
    whole.commit();
  }
} catch (const SQLite::Exception& wrong) {
  throw std::runtime_error((folder / "campaign.sqlite").string() + ": " + wrong.what() +
                           ": is it a store, and does no other campaign use it?");
} catch (const std::filesystem::filesystem_error& wrong) {
  throw std::runtime_error(folder.string() + ": " + wrong.code().message() + ": choose another folder with --store");
}

CampaignStore::~CampaignStore() = default;

int CampaignStore::begin(const CampaignRun& run) {
  written(*database_,
          "INSERT INTO runs (target, seed, rules, started, finished, executions, steps) VALUES (?,?,?,?,'',0,0)",
          run.target, std::to_string(run.seed), run.rules, run.started);
  return static_cast<int>(database_->getLastInsertRowid());
}

void CampaignStore::update(const CampaignRun& run) {
  written(*database_, "UPDATE runs SET finished=?, executions=?, steps=? WHERE id=?", run.finished,
          static_cast<std::int64_t>(run.executions), static_cast<std::int64_t>(run.steps), run.id);
}

std::vector<CampaignRun> CampaignStore::runs() const {
  SQLite::Statement row(*database_,
                        "SELECT id, target, seed, rules, started, finished, executions, steps FROM runs ORDER BY id");
  std::vector<CampaignRun> all;
  while (row.executeStep()) all.push_back(run_of(row));
  return all;
}

bool CampaignStore::keep_entry(const std::string& name, const std::vector<std::uint8_t>& bytes, int run) {
  SQLite::Statement statement(*database_, "INSERT OR IGNORE INTO corpus (name, bytes, run) VALUES (?,?,?)");
  statement.bind(1, name);
  statement.bind(2, bytes.data(), static_cast<int>(bytes.size()));
  statement.bind(3, run);
  return statement.exec() > 0;
}

std::vector<std::vector<std::uint8_t>> CampaignStore::corpus() const {
  SQLite::Statement row(*database_, "SELECT bytes FROM corpus ORDER BY number");
  std::vector<std::vector<std::uint8_t>> all;
  while (row.executeStep()) {
    const auto bytes = row.getColumn(0);
    const auto* begin = static_cast<const std::uint8_t*>(bytes.getBlob());
    all.emplace_back(begin, begin + bytes.getBytes());
  }
  return all;
}

int CampaignStore::corpus_size() const { return database_->execAndGet("SELECT count(*) FROM corpus").getInt(); }

int CampaignStore::evict_entries(std::uintmax_t bytes_max) {
  return written(*database_,
                 "DELETE FROM corpus WHERE number IN (SELECT number FROM (SELECT number, sum(length(bytes)) OVER "
                 "(ORDER BY number DESC) AS sum FROM corpus) WHERE sum > ?)",
                 static_cast<std::int64_t>(bytes_max));
}

bool CampaignStore::keep_finding(const StoredFinding& finding) {
  const bool is_new =
      written(*database_,
              "INSERT OR IGNORE INTO findings (key, kind, requirements, reason, shape, scenario, steps, firm, "
              "first_run, last_run, times) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
              finding.key, static_cast<int>(finding.kind), finding.requirements, finding.reason, finding.shape,
              finding.scenario, finding.steps, finding.firm ? 1 : 0, finding.first_run, finding.last_run,
              static_cast<std::int64_t>(finding.times)) > 0;
  if (is_new) return true;
  written(*database_, "UPDATE findings SET last_run=?, times=times+?, firm=max(firm,?) WHERE key=?", finding.last_run,
          static_cast<std::int64_t>(finding.times), finding.firm ? 1 : 0, finding.key);
  return false;
}

std::vector<StoredFinding> CampaignStore::findings() const {
  SQLite::Statement row(*database_,
                        "SELECT key, kind, requirements, reason, shape, scenario, steps, firm, first_run, last_run, "
                        "times FROM findings ORDER BY number");
  std::vector<StoredFinding> all;
  while (row.executeStep()) all.push_back(finding_of(row));
  return all;
}

void CampaignStore::add(const CoverageSample& sample) {
  written(*database_,
          "INSERT INTO coverage (run, seconds, executions, steps, states, transitions, features, corpus, findings) "
          "VALUES (?,?,?,?,?,?,?,?,?)",
          sample.run, sample.seconds, static_cast<std::int64_t>(sample.executions),
          static_cast<std::int64_t>(sample.steps), sample.states, sample.transitions, sample.features, sample.corpus,
          sample.findings);
}

std::vector<CoverageSample> CampaignStore::coverage(int run) const {
  SQLite::Statement row(*database_,
                        "SELECT run, seconds, executions, steps, states, transitions, features, corpus, findings FROM "
                        "coverage WHERE ?=0 OR run=? ORDER BY number");
  row.bind(1, run);
  row.bind(2, run);
  std::vector<CoverageSample> all;
  while (row.executeStep()) all.push_back(sample_of(row));
  return all;
}

}  // namespace hallmark::fuzz
