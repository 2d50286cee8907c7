import GRDB

extension Schema {
  /// Everything that a file's schema holds, in the order of names.
  static func current(_ db: Database) throws -> [String] {
    try String.fetchAll(
      db,
      sql: """
        SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master
        WHERE substr(name, 1, 7) <> 'sqlite_' ORDER BY type, name
        """)
  }

  /// What the schema of a store of that version holds.
  static func expected(_ version: Int = version) throws -> [String] {
    try DatabaseQueue().write { db in
      for migration in migrations.prefix(version) { try db.execute(sql: migration) }
      return try current(db)
    }
  }
}
