import type {Context} from './context.ts'
import type {NewTask} from './state.ts'

/** Keeps the list of tasks true: a task is in it from its first moment to its last. */
export function createTaskRunner({
  get,
  set,
  now,
}: Pick<Context, 'get' | 'set' | 'now'>): Pick<Context, 'run' | 'cancel'> {
  const controllers = new Map<number, AbortController>()
  let lastId = 0

  async function run<T>(task: NewTask, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    lastId += 1
    const id = lastId
    const controller = new AbortController()
    controllers.set(id, controller)
    set(({tasks}) => ({tasks: [...tasks, {...task, id, startedAtMicros: now()}]}))
    try {
      return await work(controller.signal)
    } finally {
      controllers.delete(id)
      set(({tasks}) => ({tasks: tasks.filter(other => other.id !== id)}))
    }
  }

  function cancel(chosen: (task: NewTask) => boolean): boolean {
    const stopped = get().tasks.filter(chosen)
    for (const {id} of stopped) controllers.get(id)?.abort()
    return stopped.length > 0
  }

  return {run, cancel}
}
