import Foundation
import GRDB

extension StoreError {
  /// What an error of SQLite, or of reading a row, means for the caller.
  init(_ error: any Error, file: String) {
    switch error {
    case let error as StoreError: self = error
    case let fault as RowFault: self = .damaged(file: file, reason: fault.reason)
    case let error as DatabaseError: self.init(error, file: file)
    case is CocoaError:
      self = .unreadable(
        file: file,
        reason: "cannot be opened or made: check its path, and the permissions of its folder")
    default:
      // A cipher that refuses to seal, say: no file is wrong, nor the key that was given.
      self = .unreadable(file: file, reason: "failed unexpectedly (\(type(of: error))): try again")
    }
  }

  private init(_ error: DatabaseError, file: String) {
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(file: file)
    case .SQLITE_TOOBIG: self = .tooLarge(file: file)
    case .SQLITE_FULL: self = .full(file: file)
    case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(file: file)
    case .SQLITE_NOTADB: self = .notAStore(file: file, reason: "not a SQLite file")
    case .SQLITE_CORRUPT: self = .damaged(file: file, reason: "not a whole SQLite file")
    case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH:
      self = .damaged(file: file, reason: error.message ?? "a row does not fit")
    case .SQLITE_ERROR:
      // A table or column is not there: the statements of this library are correct.
      self = .damaged(file: file, reason: error.message ?? "the schema is another")
    case .SQLITE_CANTOPEN:
      self = .unreadable(
        file: file, reason: "cannot be opened: check its path, and the permissions of its folder")
    case .SQLITE_IOERR:
      // Where there is no room for the memory that processes share, SQLite says so as well.
      self = .unreadable(
        file: file,
        reason: "the disk is full, or fails: make room or check it, then try again "
          + "(\(error.extendedResultCode.rawValue))")
    default:
      self = .unreadable(
        file: file, reason: "\(error.resultCode.description): check the disk, then try again")
    }
  }
}
