import {tellOfRandomKeys} from './random-keys-story.ts'

// Two files, so that both workers have one.
tellOfRandomKeys([1, 2])
