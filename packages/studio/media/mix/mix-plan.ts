/**
 * The mix as data: which sounds lie where. Times are samples at 48 kHz from the start of the film. Files are WAV: 16-bit PCM at 48 kHz,
 * mono or stereo.
 */
export interface PlacedSound {
  readonly file: string;
  readonly at: number;
  /** 1 leaves it as it is. */
  readonly gain: number;
  /** −1 left … 1 right, by equal power; of a stereo file the sides stay apart and only their loudness changes. */
  readonly pan: number;
}

/**
 * A sound that lies under a stretch of film, faded at both ends. When the file is shorter it begins again where it ends, to the sample:
 * whoever makes the file sees to it that the seam is not heard.
 */
export interface Bed {
  readonly file: string;
  readonly from: number;
  readonly to: number;
  /** Samples of the file that are passed over: what is heard at `from` is this far into it. */
  readonly offset: number;
  readonly gain: number;
  /** Samples of fade at each end, within the stretch: the bed is silent before `from` and after `to`. */
  readonly fadeIn: number;
  readonly fadeOut: number;
}

export interface MixPlan {
  /** Length of the film in samples. */
  readonly samples: number;
  /** Speech: everything else makes room for it. */
  readonly dialogue: readonly PlacedSound[];
  readonly effects: readonly PlacedSound[];
  readonly ambience: readonly Bed[];
  readonly music: readonly Bed[];
  /** Integrated loudness to reach, in LUFS (ITU-R BS.1770-4), and the highest true peak in dBTP. */
  readonly loudness: number;
  readonly truePeak: number;
}

/** What was measured of the finished mix. */
export interface MixReport {
  readonly loudness: number;
  readonly truePeak: number;
}
