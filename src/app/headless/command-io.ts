import type {Project, ProjectOptions} from '../../engine/index.ts'

/** The world around one run of the program; nothing in this folder touches `process`. */
export interface CommandIo {
  /** Absolute. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Asked for one line when a change waits for a person's yes. */
  readonly stdin: NodeJS.ReadableStream
  readonly stdout: TextSink
  readonly stderr: TextSink
  readonly isTerminal: {readonly stdin: boolean; readonly stdout: boolean}
  /** Microseconds since 1970, UTC. */
  readonly now: () => bigint
  /** Aborted by Ctrl+C: what runs is interrupted and the run ends with 130. */
  readonly signal?: AbortSignal
}

export interface TextSink {
  write(text: string): unknown
}

/** What a run opens; the engine and the screens are loaded when they are asked for, not before. */
export interface Doors {
  openProject(directory: string, options: ProjectOptions): Promise<Project>
  /** Answers the exit code when the person has quit. */
  openScreens(request: ScreensRequest): Promise<number>
}

export interface ScreensRequest {
  readonly directory: string
  readonly options: ProjectOptions
  /** `--ascii`: no box characters, no glyphs beyond ASCII. */
  readonly ascii: boolean
  /** `--no-color` or `NO_COLOR`. */
  readonly color: boolean
  /** Said on the message line of the first screen: where the demo lies. */
  readonly notice?: string
}
