import {Box, Text} from 'ink'
import {expect, test} from 'vitest'
import {Dialog} from '../../src/components/Dialog.tsx'
import {Palette} from '../../src/components/Palette.tsx'
import {textFieldState} from '../../src/components/TextField/text-field-state.ts'
import {openScreen} from '../helpers/screen.ts'
import {Screenful, Themed} from './gallery.tsx'

const commitDialog = (
  <Dialog
    columns={60}
    rows={11}
    title="Commit to dev?"
    lines={['1  soft delete  example/stt   40 rows  reversible']}
    buttons={[
      {label: 'Cancel', focused: true},
      {key: 'y', label: 'commit'},
    ]}
  />
)

test('a dialog lies over the screen and gives back what it covered', async () => {
  const screen = openScreen(
    <Themed>
      <Screenful columns={60} rows={11}>
        {commitDialog}
      </Screenful>
    </Themed>,
    {columns: 60, rows: 12},
  )
  expect(await screen.until('[ Cancel ]')).toMatchInlineSnapshot(`
    "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0…
    1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1…
    2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2…
    3 3┏━ Commit to dev? ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓3 3…
    4 4┃ 1  soft delete  example/stt   40 rows  reversible ┃4 4…
    5 5┃                                                   ┃5 5…
    6 6┃ [ Cancel ]   y commit                             ┃6 6…
    7 7┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛7 7…
    8 8 8 8 8 8 8 8 8 8 8 8 8 8 8 8 8 8 8 8 8 8 8 8 8 8 8 8 8 8…
    9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9…
    10 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10…
    "
  `)
  const cancel = screen.text().split('\n')[6]?.indexOf('[ Cancel ]') ?? -1
  expect(screen.cell(cancel, 6).isInverse()).toBeTruthy()
  expect(screen.cell(cancel + 13, 6).isInverse()).toBeFalsy()

  screen.rerender(
    <Themed>
      <Screenful columns={60} rows={11} />
    </Themed>,
  )
  const after = await screen.until(text => !text.includes('Cancel'))
  expect(after.split('\n')[5]).toBe(`${'5 '.repeat(29)}5…`)
  await screen.close()
})

test('a dialog over wide characters leaves no half of one', async () => {
  const screen = openScreen(
    <Themed>
      <Box width={60} height={11}>
        <Text>{Array.from({length: 11}, () => ` ${'漢'.repeat(29)} `).join('\n')}</Text>
        {commitDialog}
      </Box>
    </Themed>,
    {columns: 60, rows: 12},
  )
  const text = await screen.until('[ Cancel ]')
  for (const line of text.split('\n').slice(3, 8)) expect(line).toMatch(/^ 漢* ?[┏┃┗].*[┓┃┛] ?漢*$/)
  await screen.close()
})

test('the palette says why an action is off and keeps the selected one in sight', async () => {
  const items = Array.from({length: 40}, (_, index) => ({
    id: `${index}`,
    keys: 'x',
    title: `Action ${index}`,
  }))
  const screen = openScreen(
    <Themed>
      <Screenful columns={80} rows={23}>
        <Palette
          columns={80}
          rows={23}
          title="actions"
          query={textFieldState('del')}
          hint="type to search, Enter runs"
          groups={[
            {
              title: 'HERE',
              items: [
                {
                  id: 'd',
                  keys: 'd',
                  title: 'Stage soft delete of 2 marked rows',
                  detail: 'reversible',
                },
                {id: 'o', keys: 'o', title: 'Restore row', disabledReason: 'row is not deleted'},
              ],
            },
            {title: 'MORE', items},
          ]}
          selected={20}
          description="Nothing is written until you commit with c."
          note="9 of 64 · Esc close"
        />
      </Screenful>
    </Themed>,
    {columns: 80, rows: 24},
  )
  const text = await screen.until('Action 18')
  expect(text).toContain('> x    Action 18')
  expect(text).toContain('Nothing is written until you commit with c.')
  expect(text).not.toContain('Restore row')
  await screen.close()
})
