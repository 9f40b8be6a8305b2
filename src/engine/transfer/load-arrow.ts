import type {Session} from '../duckdb/session.ts'
import type {RowsInput} from '../models/rows-input.ts'
export async function loadArrow(_: Session, __: RowsInput, ___: string): Promise<void> {}
